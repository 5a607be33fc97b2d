from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.models import Edition
from editorial.models import User
from tests.cast import Cast
from tests.withdrawing.conftest import CLAIM, WRONG


@pytest.mark.parametrize("ref", ["%00", "1.1.1%00", "abc", "1" * 21, "1.1.1%0A"])
def test_what_is_no_ref_is_no_address(
    edition: Edition, cast: Cast, signed_in: Callable[[User], Client], ref: str
) -> None:
    chief, stem = signed_in(cast.chief), reverse("desk:bulletin_edition_changelist")
    for act, said in (("withdraw", WRONG), ("take-down", CLAIM)):
        address = f"{stem}{edition.pk}/{act}/{ref}/"
        assert chief.get(address).status_code == 404
        assert chief.post(address, vars(said)).status_code == 404
