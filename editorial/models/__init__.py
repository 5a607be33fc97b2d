"""The tables of the desk; nothing here is changed by a bare ``save()`` after creation."""

from editorial.models.article import Article
from editorial.models.attachment import Attachment
from editorial.models.audit import AuditEntry
from editorial.models.entry import Entry
from editorial.models.intake import SourceDocument
from editorial.models.issue import Issue, Part, Section
from editorial.models.notice import Notice
from editorial.models.review import Plan, Remark, SignOff, Stage, Submission
from editorial.models.revision import Revision
from editorial.models.user import Membership, User

__all__ = [
    "Article",
    "Attachment",
    "AuditEntry",
    "Entry",
    "Issue",
    "Membership",
    "Notice",
    "Part",
    "Plan",
    "Remark",
    "Revision",
    "Section",
    "SignOff",
    "SourceDocument",
    "Stage",
    "Submission",
    "User",
]
