"""The list of contents: links to every heading of the outline, inside a field that Word can fill with page numbers."""

from __future__ import annotations

from bulletin.formats.word.xml import anchored, el, paragraph, quoted, run

# The outline as far as the titles of the entries.
DEEPEST = 3
_FIELD = f'TOC \\o "1-{DEEPEST}" \\h \\z \\u'


class Contents:
    """Collects the headings while they are written."""

    def __init__(self) -> None:
        self._lines: list[tuple[int, str, str]] = []

    def add(self, level: int, title: str) -> str:
        """The name of the place of the next heading."""
        name = f"_Toc{len(self._lines) + 1:06}"
        self._lines.append((level, title, name))
        return name

    def xml(self, title: str, lang: str) -> str:
        """The heading and the lines; nothing where there is nothing to list."""
        if not self._lines:
            return ""
        shown = [(level, anchored(run(text, lang=lang), name)) for level, text, name in self._lines]
        instruction = el("r", f'<w:instrText xml:space="preserve"> {quoted(_FIELD)} </w:instrText>')
        shown[0] = (shown[0][0], _mark("begin") + instruction + _mark("separate") + shown[0][1])
        shown[-1] = (shown[-1][0], shown[-1][1] + _mark("end"))
        lines = (paragraph(f"TOC{level}", line) for level, line in shown)
        return paragraph("TOCHeading", run(title, lang=lang)) + "".join(lines)


def _mark(kind: str) -> str:
    return el("r", el("fldChar", fldCharType=kind))
