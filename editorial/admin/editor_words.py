"""The words of the editor of bodies, which brings English ones only: by what it says to what the desk says."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "bold": _("bold"),
    "italic": _("italic"),
    "subscript": _("subscript"),
    "superscript": _("superscript"),
    "Paragraph": _("Paragraph"),
    "paragraph": _("paragraph"),
    "Heading 4": _("Article heading"),
    "Heading 5": _("Sub-heading"),
    "Heading 6": _("Small heading"),
    "heading 4": _("Article heading"),
    "heading 5": _("Sub-heading"),
    "heading 6": _("Small heading"),
    "unordered list": _("Bulleted list"),
    "ordered list": _("Numbered list"),
    "List properties": _("List properties"),
    "List type": _("List type"),
    "Start at": _("Start at"),
    "blockquote": _("Quotation"),
    "Block style": _("Kind of paragraph"),
    "Reset all classes": _("Plain paragraph"),
    "default": _("plain"),
    "addressee": _("addressee"),
    "byline": _("byline"),
    "closing": _("closing formula"),
    "contact": _("contact"),
    "kicker": _("kicker"),
    "label": _("label"),
    "insert link": _("Insert a link"),
    "remove link": _("Remove the link"),
    "Edit Link": _("Link"),
    "URL": _("Address"),
    "Title": _("Title"),
    "Insert table": _("Insert a table"),
    "Insert Table": _("Insert the table"),
    "Table Properties": _("Table"),
    "Rows": _("Rows"),
    "Columns": _("Columns"),
    "Include header row": _("With a row of headings"),
    "Add column": _("Add a column"),
    "Delete column": _("Delete the column"),
    "Add row": _("Add a row"),
    "Delete row": _("Delete the row"),
    "Merge cells": _("Merge the cells"),
    "Split cell": _("Split the cell"),
    "Toggle header cell": _("Heading or plain cell"),
    "Delete table": _("Delete the table"),
    "undo": _("Undo"),
    "redo": _("Redo"),
    "Update": _("Apply"),
    "Cancel": _("Cancel"),
    ": ": _(": "),
}


def spoken() -> dict[str, str]:
    """The words in the language of the page."""
    return {said: str(word) for said, word in WORDS.items()}
