from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bulletin import rendering
from bulletin.management import rerendering
from bulletin.rendering import confined
from tests.verifying import shelf

pytestmark = pytest.mark.django_db


def verified(*options: str) -> str:
    out = StringIO()
    call_command("verify_editions", *options, stdout=out)
    return out.getvalue()


def refused(*options: str) -> tuple[list[str], str]:
    """The flaws, and what was printed beside them."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("verify_editions", *options, stdout=out)
    return str(error.value).splitlines(), out.getvalue()


def test_every_edition_of_the_shelf_has_the_same_bytes_in_another_renderer_process() -> None:
    editions = shelf.filled()
    assert len(editions) >= 30
    assert len({edition.pdf_digest for edition in editions}) == len(editions)
    confined._ZYGOTE.forget()
    assert verified("--rerender") == f"{len(editions)} editions are what they were.\n"


def test_other_bytes_are_a_flaw_of_the_same_renderer_and_told_of_another() -> None:
    shelf.opened()
    present, earlier = rendering.renderer_version(), "WeasyPrint 70.9"
    first, second, third = shelf.numbered(1), shelf.numbered(2), shelf.numbered(3)
    other = b"%PDF-1.7 other bytes %%EOF"
    flawed = shelf.recorded(first, replace(rendering.render(first), pdf=other))
    aged = shelf.recorded(second, replace(rendering.render(second), pdf=other, renderer=earlier))
    shelf.recorded(third, replace(rendering.render(third), renderer=earlier))
    one, several = (refused("--rerender", "--jobs", jobs) for jobs in ("1", "2"))
    assert one == several
    assert one == (
        [f"{flawed}: its PDF renders differently ({present})."],
        f"{aged}: made by another renderer ({earlier}; now {present}): its PDF would have other bytes today.\n",
    )


def test_what_cannot_be_rendered_any_more_is_named_with_the_reason() -> None:
    shelf.opened()
    lost = shelf.with_masthead(logo_digest="0" * 64)(shelf.numbered(1))
    edition = shelf.recorded(lost, rendering.render(shelf.numbered(1)))
    flaws, _told = refused("--rerender")
    assert f"{edition}: it renders no more: The image {'0' * 64} is not in the store." in flaws


def test_results_come_in_order_and_few_are_begun_ahead_of_them() -> None:
    begun: list[int] = []

    def items() -> Iterator[int]:
        for each in range(40):
            begun.append(each)
            yield each

    def work(item: int) -> int:
        time.sleep(0.001 * (item % 3))
        return item

    for place, found in enumerate(rerendering.in_order(work, items(), 3)):
        assert found == place
        assert len(begun) <= place + 1 + 3 * rerendering.AHEAD
    assert len(begun) == 40


def test_as_many_are_rendered_at_once_as_are_asked_for() -> None:
    meeting = threading.Barrier(3, timeout=10)
    assert list(rerendering.in_order(lambda each: meeting.wait() >= 0, range(6), 3)) == [True] * 6
