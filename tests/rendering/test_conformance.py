from __future__ import annotations

import os

import pytest
import weasyprint
import weasyprint.pdf
from weasyprint.pdf.tags import add_tags

from bulletin import rendering
from bulletin.rendering import pdf
from bulletin.rendering.tagging import hooks
from bulletin.snapshot import Snapshot
from tests.rendering import builders, issues
from tests.rendering.body import builders as body
from tests.rendering.printing import print_html
from tests.rendering.test_empty_sections import with_an_empty_section
from tests.rendering.typesetting.plain import suspended
from tests.rendering.verapdf import FLAVOURS, Validator, what_is_missing

PARTS = (
    "<h5>先出现的小标题</h5><p>正文</p><h4>后出现的标题</h4>"
    '<ol start="3"><li><p>一</p><ul><li><p>二</p></li></ul></li><li><p>三</p></li></ol>'
    '<p><a href="https://www.example.org/">连<strong>接</strong><em>处</em></a></p>'
)
LINK = '<p><a href="https://www.example.org/">连<strong>接</strong></a></p>'
ABSENT = what_is_missing()
# .ci/run says that nothing may be left out; elsewhere a machine without Java skips, and says so.
needs_java = pytest.mark.skipif(
    bool(ABSENT) and not os.environ.get("NOTHING_SKIPPED"),
    reason=f"PDF/A and PDF/UA are not validated by veraPDF: {ABSENT} is not installed",
)


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Validator:
    assert not ABSENT, f"{ABSENT} is not installed, and nothing may be skipped here"
    return Validator(tmp_path_factory.mktemp("verapdf"))


def english() -> bytes:
    found = issues.everything("digest", language="en", title="Weekly", publisher="Example Ltd.")
    return rendering.render(found).pdf


def with_pictures_of_printers() -> Snapshot:
    pictures = (body.figure(body.four_colours(), "青色"), body.figure(body.deep_grey(40000), "灰色"))
    return body.issue(body.notice("题名", "".join(pictures)))


def unmended() -> bytes:
    """What WeasyPrint makes of links without our hooks: both rules about them are broken."""
    page = weasyprint.HTML(string=print_html(builders.single(body_html=LINK)), url_fetcher=pdf.Fetcher({}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weasyprint.pdf, "add_tags", add_tags)
        patch.setattr(weasyprint.pdf, "resolve_links", hooks.plain_resolve_links)
        with suspended():
            return bytes(page.write_pdf(**pdf.OPTIONS))


# One test, because a start of Java costs more than most of the files that it looks at.
@needs_java
def test_every_edition_is_archival_and_accessible_and_the_validator_finds_what_is_mended_here(
    validator: Validator,
) -> None:
    pdfs = {design: rendering.render(issues.everything(design, rows=40)).pdf for design in issues.DESIGNS}
    pdfs["English"] = english()
    pdfs["a section without entries"] = rendering.render(with_an_empty_section()).pdf
    pdfs["one entry"] = rendering.render(builders.single(body_html=PARTS)).pdf
    pdfs["pictures in four colours and deep grey"] = rendering.render(with_pictures_of_printers()).pdf
    pdfs["a preview"] = rendering.render(builders.single(), watermark="预览未发布").pdf
    found = validator.broken_rules(pdfs | {"unmended": unmended()})
    mended = {rule.split()[0] for rule in found["unmended", "ua1"]}
    assert mended >= {"5-1", "7.18.5-1"}
    assert {place: rules for place, rules in found.items() if place[0] in pdfs} == {
        (name, flavour): [] for name in pdfs for flavour in FLAVOURS
    }
