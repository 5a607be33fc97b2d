from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from bulletin import rendering, store
from bulletin.models import Masthead
from bulletin.refusal import Refused
from bulletin.rendering import Rendered, confined
from bulletin.rendering.remembered import Remembered
from bulletin.snapshot import Snapshot
from editorial.models import Entry, Issue
from editorial.publishing import press, preview, trial
from tests import builders
from tests.cast import Cast
from tests.rendering import builders as printed
from tests.rendering import reading_pdf


def renders() -> int:
    """How many children the renderer has forked so far."""
    return confined._ZYGOTE.children


def kept() -> list[Path]:
    return list(preview.remembered().folder.iterdir())


def render(remembered: Remembered, title: str = "关于发布一项技术要求的通告") -> Rendered:
    return rendering.render(printed.single(title=title), remembered=remembered)


@pytest.fixture
def remembered(tmp_path: Path) -> Remembered:
    return Remembered(tmp_path / "renders")


@pytest.fixture
def issue(cast: Cast, masthead: Masthead) -> Issue:
    return builders.open_issue(masthead, by=cast.writer)


def test_an_unchanged_issue_is_typeset_once_for_preview_and_trial(cast: Cast, issue: Issue) -> None:
    before = renders()
    first = preview.preview(issue, by=cast.editor)
    again = preview.preview(issue, by=cast.chief)
    assert trial.render(issue, by=cast.editor) == first.pages
    assert (again, renders() - before) == (first, 1)


def test_a_galley_is_typeset_once_and_is_not_the_preview(cast: Cast, issue: Issue) -> None:
    shown = preview.preview(issue, by=cast.editor).pdf
    before = renders()
    first, again = preview.galley(issue, by=cast.editor), preview.galley(issue, by=cast.editor)
    assert renders() - before == 1
    assert first == again
    assert first != shown


def test_a_change_of_one_word_is_typeset(cast: Cast, issue: Issue) -> None:
    preview.preview(issue, by=cast.editor)
    before = renders()
    entry = builders.entries_of(issue)[0]
    Entry.objects.filter(pk=entry.pk).update(title="关于一件别的事情的通告")
    made = preview.preview(issue, by=cast.editor)
    assert renders() - before == 1
    assert "关于一件别的事情的通告" in "".join(reading_pdf.text_of(made.pdf)).replace("\n", "")


def test_a_release_is_typeset_for_itself_whatever_is_remembered(cast: Cast, masthead: Masthead) -> None:
    issue = builders.signed_issue(cast, masthead)
    preview.preview(issue, by=cast.editor)
    before = renders()
    edition = press.release(issue, by=cast.chief)
    assert renders() - before == 1
    text = "".join(reading_pdf.text_of(store.released().get(edition.pdf_digest)))
    assert "PREVIEW" not in text


def test_what_is_remembered_lies_among_the_drafts_for_the_desk_alone(cast: Cast, issue: Issue) -> None:
    preview.preview(issue, by=cast.editor)
    folder = preview.remembered().folder
    assert store.drafts().root in folder.parents
    assert store.released().root not in folder.parents
    assert (folder.stat().st_mode & 0o077, kept()[0].stat().st_mode & 0o077) == (0, 0)
    assert list(store.drafts().digests()) == []


@pytest.mark.parametrize("damage", ["cut", "flipped", "swapped", "emptied", "gone"])
def test_a_damaged_render_is_as_good_as_none(remembered: Remembered, damage: str) -> None:
    made = render(remembered)
    (path,) = remembered.folder.iterdir()
    content = path.read_bytes()
    render(remembered, "另一则通告")
    (other,) = set(remembered.folder.iterdir()) - {path}
    if damage == "gone":
        path.unlink()
    else:
        middle = len(content) // 2
        path.write_bytes(
            {
                "cut": content[:-1],
                "flipped": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
                "swapped": other.read_bytes(),
                "emptied": b"",
            }[damage]
        )
    before = renders()
    assert render(remembered) == made
    assert renders() - before == 1
    assert path.read_bytes() == content


def test_what_is_refused_is_not_remembered(remembered: Remembered) -> None:
    before = renders()
    for _time in range(2):
        with pytest.raises(Refused):
            render(remembered, "没有字形的字\U000e0100\ue000")
    assert renders() - before == 2
    assert not remembered.folder.exists()


def test_an_image_that_was_lost_is_refused_though_the_render_is_remembered(remembered: Remembered) -> None:
    picture = builders.png()
    digest = store.released().put(picture)
    snapshot: Snapshot = printed.single(body_html=f'<figure><img alt="灰" data-digest="{digest}"></figure>')
    rendering.render(snapshot, remembered=remembered)
    store.released().path(digest).unlink()
    with pytest.raises(Refused):
        rendering.render(snapshot, remembered=remembered)


def test_two_at_once_get_the_same_and_leave_one_file(remembered: Remembered) -> None:
    made: list[Rendered] = []
    threads = [threading.Thread(target=lambda: made.append(render(remembered))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made[0] == made[1] == rendering.render(printed.single())
    assert len(list(remembered.folder.iterdir())) == 1


def test_those_that_nobody_asked_for_longest_go_first(tmp_path: Path) -> None:
    roomy = Remembered(tmp_path / "renders")
    names = ["甲", "乙", "丙"]
    made = {name: render(roomy, name) for name in names}
    found = sorted(roomy.folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    for place, path in enumerate(found):
        os.utime(path, (place, place))
    render(roomy, "甲")  # Asked for again, so that the second is the oldest now.
    tight = Remembered(roomy.folder, sum(path.stat().st_size for path in found) + 1000)
    render(tight, "丁")
    before = renders()
    assert render(tight, "甲") == made["甲"]
    assert render(tight, "丙") == made["丙"]
    assert renders() == before
    assert render(tight, "乙") == made["乙"]
    assert renders() == before + 1


def test_a_disk_that_refuses_costs_time_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "renders").write_text("a file where the folder should be")
    made = render(Remembered(tmp_path / "renders"))
    assert made == rendering.render(printed.single())
