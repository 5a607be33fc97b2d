from __future__ import annotations

from bulletin.models import Masthead
from bulletin.rendering import fitting, limits, styles, tables
from editorial.admin import masthead_form
from tests.scratch import ROOT


def test_every_design_is_in_every_place_that_knows_designs() -> None:
    designs = set(Masthead.Design.values)
    assert set(styles.DESIGNS) == designs
    assert set(fitting.ROOM) == designs
    assert set(tables.SETTINGS) == designs
    assert set(limits.ORDINARY) == designs
    assert set(masthead_form.DESCRIPTIONS) == designs
    assert {path.stem for path in (ROOT / "static/editorial/designs").iterdir()} == designs
    sheets = {path.stem for path in styles.FOLDER.iterdir()}
    assert sheets == designs | set(styles.SHARED)
