from __future__ import annotations

import hashlib

import pytest

from bulletin import rendering
from bulletin.rendering import assets, confined
from tests import conforming
from tests.rendering import builders, issues

PAGE = "<html lang=zh-Hans><title>题</title><h1>题</h1><p>字</p>{}"
PICTURE = issues.picture()
DIGEST = hashlib.sha256(PICTURE).hexdigest()


def test_every_render_of_a_test_is_looked_at() -> None:
    before = len(conforming.watch().seen)
    rendering.render(builders.single(title="只在这里排印的一条通知"))
    assert len(conforming.watch().seen) == before + 1


@pytest.mark.parametrize(
    ("fragment", "rule"),
    [("<h4>跳级</h4>", "HEADING"), (f'<img src="{assets.address(DIGEST)}">', "ALTERNATIVE")],
)
def test_what_is_not_accessible_is_found(fragment: str, rule: str) -> None:
    assert confined.typeset(PAGE.format(fragment), {DIGEST: PICTURE}).pdf
    # Asked for here; otherwise this test would fail at its end, as any other does.
    assert any(rule in each for each in conforming.watch().settled())
