"""What each form cannot give back when it is read again, field by field, and why; the tests compare everything else.

A field is named by its path below the part, section or entry that has it. Of a text only ``entry.body_html`` is named
where nothing of it comes back, and ``entry.body_html/…`` where its words do but not what they were.
"""

from __future__ import annotations

from collections.abc import Mapping

_ANEW = "given anew by every reading"
_BY_NAME = "given by the words of the title, not printed"
_READ_OUT = "how the reader came to it is not printed"
_PLACE = {
    "part.code": _BY_NAME,
    "section.code": _BY_NAME,
    "section.level": _BY_NAME,
    "entry.ref": "counted anew; a revision may print places that were counted before",
}
_EVERYWHERE = {
    **_PLACE,
    "entry.language": "a language is not printed, it shows",
    "entry.reuse_basis": "kept for the record, not printed",
    "entry.sources": "saved copies are kept for the record, not printed",
    "entry.removal": "printed as a title and a sentence for people",
    "entry.topics": "printed for people; a reading leaves them to the desk",
    "entry.accessed_on": "printed for people; a reading leaves it to the desk",
    "entry.document_number.typed": "printed in the form of GB/T 9704",
    "entry.effective.text": _READ_OUT,
    "entry.effective.basis": _READ_OUT,
    "entry.consultation.text": _READ_OUT,
    "entry.consultation.basis": _READ_OUT,
    "entry.consultation.computed_working_days": _ANEW,
}
_CHAT = "a chat has no room for it"
TEXT: Mapping[str, str] = {
    **_EVERYWHERE,
    "entry.kind": "a bare title may be that of either; told by number, words of the title and text",
    "entry.document_type": _CHAT,
    "entry.authorities": _CHAT,
    "entry.signed_by": _CHAT,
    "entry.signed_on": _CHAT,
    "entry.published_on": _CHAT,
    "entry.standfirst": _CHAT,
    "entry.editor_note": _CHAT,
    "entry.source_url": _CHAT,
    "entry.source_name": _CHAT,
    "entry.byline": _CHAT,
    "entry.body_html": _CHAT,
    "entry.attachments": _CHAT,
    "entry.cites": _CHAT,
    "entry.effective.rule": "only days are waited for",
    "entry.consultation.email": _CHAT,
}
_WORDS = "comes back as words of the text"
MARKDOWN: Mapping[str, str] = {
    **_EVERYWHERE,
    "entry.attachments.digest": "bytes are not printed",
    "entry.attachments.size": "bytes are not printed",
    "entry.attachments.type": "bytes are not printed",
    "entry.standfirst": _WORDS,
    "entry.editor_note": _WORDS,
    "entry.cites": "those that the text does not name are printed for people",
    "entry.body_html/headings": "a reading ranks headings by their depth and has two ranks",
    "entry.body_html/pictures": "Markdown names a picture by its address and its words",
    "entry.body_html/breaks": "a line break is the end of a paragraph to a reading",
    "entry.body_html/classes": "told again by the words of the paragraph",
}
WORD: Mapping[str, str] = {
    **MARKDOWN,
    "entry.body_html/marks": "what was typed like marks of Markdown acts like them",
    "entry.body_html/pictures": "a caption comes back as a paragraph",
    "entry.body_html/lists": "what figure a list begins with, and further paragraphs of an item",
    "entry.body_html/tables": "headings at the side of a table come back as cells",
    "entry.body_html/quotations": "come back as paragraphs",
    "entry.source_url/brackets": "brackets in an address come back as hexadecimal numbers",
}
