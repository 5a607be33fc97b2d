"""The issue as a Word document that colleagues cut and paste from: real styles, lists, tables, links and pictures."""

from bulletin.formats.word.document import docx

__all__ = ["docx"]
