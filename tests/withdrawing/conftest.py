"""A released issue of four entries whose first text is known by words that stand nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bulletin import snapshot as shape
from bulletin import store
from bulletin.models import Edition, Masthead
from editorial.drafting import opening
from editorial.models import User
from editorial.publishing import press, taking_down, withdrawing
from tests import builders
from tests.cast import Cast, make_user

REF = "1.1.1"
# Each stands in one field of the first entry; no response may hold any of them once it is gone.
CANARIES = ("雪豹通告", "雪豹机关", "雪豹正文", "雪豹附件", "雪豹要点", "雪豹题注")
WRONG = withdrawing.Ground("wrong", "文中所载的施行日期有误，且来源无法核实。")
CLAIM = taking_down.Claim("claim", "著作权人主张本文未经许可转载。", "某某文化有限公司")


def first_entry() -> shape.Entry:
    image, annex = store.drafts().put(builders.png()), store.drafts().put("雪豹附件的内容".encode())
    body = f'<p>雪豹正文一段。</p><figure><img alt="雪豹题注" data-digest="{image}"></figure>'
    files = (shape.Attachment(title="雪豹附件", digest=annex, type="text/plain", size=21),)
    return builders.notice(1, title="雪豹通告", authorities=("雪豹机关",), body_html=body, attachments=files)


@pytest.fixture
def edition(cast: Cast, masthead: Masthead) -> Edition:
    """Number 7, with a highlight about its first entry."""
    policy, news = builders.parts(4)
    national = replace(policy.sections[0], entries=(first_entry(), *policy.sections[0].entries[1:]))
    parts = (replace(policy, sections=(national, *policy.sections[1:])), news)
    front = replace(builders.FRONT, highlights=("雪豹要点：雪豹通告见第一条", "另一项要点"))
    issue = opening.create(masthead, front, parts, by=cast.writer)
    return press.release(builders.signed(issue, cast), by=cast.chief)


@pytest.fixture
def founder(masthead: Masthead) -> User:
    """A second chief."""
    return make_user("founder", "方主编", "chief", masthead)
