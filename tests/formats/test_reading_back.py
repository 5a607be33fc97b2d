from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from bulletin import formats
from bulletin import snapshot as sn
from bulletin.formats import losses
from bulletin.reading import read
from editorial.intake import envelope
from tests.formats.comparing import held
from tests.reading import builders

SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "weekly-144.txt"
FORMS = {"txt": losses.TEXT, "md": losses.MARKDOWN, "docx": losses.WORD}


def back(form: str, found: sn.Snapshot) -> sn.Snapshot:
    return envelope.read(formats.made(form, found), f"issue.{form}").snapshot


@pytest.mark.skipif(not SAMPLE.exists(), reason=f"the sample is not here: {SAMPLE}")
@pytest.mark.parametrize("form", FORMS)
def test_number_144_comes_back(form: str) -> None:
    found = read(SAMPLE.read_text(encoding="utf-8")).snapshot
    again = back(form, found)
    assert held(again, FORMS[form]) == held(found, FORMS[form])
    if form != "txt":
        assert [each.cites for each in again.entries()] == [each.cites for each in found.entries()]


@pytest.mark.parametrize("form", ["txt", "md"])
@given(bulletin=builders.bulletins())
@settings(max_examples=60)
def test_whatever_was_read_comes_back_from_plain_forms(form: str, bulletin: builders.Bulletin) -> None:
    found = sn.normal_form(read(bulletin.text).snapshot)
    again = read(formats.made(form, found).decode()).snapshot
    assert held(again, FORMS[form]) == held(found, FORMS[form])
