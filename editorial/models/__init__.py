"""The tables of the desk; nothing here is changed by a bare ``save()`` after creation."""

from editorial.models.article import Article
from editorial.models.assignment import Assignment, Deputy
from editorial.models.attachment import Attachment
from editorial.models.audit import AuditEntry, AuditHead
from editorial.models.backfile import Attestation, BackIssue, Batch
from editorial.models.correction import CorrectedEntry, Correction, Undoing
from editorial.models.entry import Entry
from editorial.models.evidence import LinkCheck, Source, SourceLook
from editorial.models.guest import GuestLink
from editorial.models.hint import HintRule, HintTick
from editorial.models.intake import Candidate, SourceDocument
from editorial.models.issue import Issue, Part, Section
from editorial.models.message import Message
from editorial.models.naming import ProposedName
from editorial.models.notice import Notice
from editorial.models.override import Override, SignOffSheet
from editorial.models.presence import Autosave, Presence
from editorial.models.remark import Remark
from editorial.models.review import Plan, SignOff, Stage, Submission
from editorial.models.revision import Revision
from editorial.models.schedule import Beat, Deadline, Proof
from editorial.models.sketch import Shingle, Sketch
from editorial.models.suggestion import Suggestion
from editorial.models.user import Membership, User

__all__ = [
    "Article",
    "Assignment",
    "Attachment",
    "Attestation",
    "AuditEntry",
    "AuditHead",
    "Autosave",
    "BackIssue",
    "Batch",
    "Beat",
    "Candidate",
    "CorrectedEntry",
    "Correction",
    "Deadline",
    "Deputy",
    "Entry",
    "GuestLink",
    "HintRule",
    "HintTick",
    "Issue",
    "LinkCheck",
    "Membership",
    "Message",
    "Notice",
    "Override",
    "Part",
    "Plan",
    "Presence",
    "Proof",
    "ProposedName",
    "Remark",
    "Revision",
    "Section",
    "Shingle",
    "SignOff",
    "SignOffSheet",
    "Sketch",
    "Source",
    "SourceDocument",
    "SourceLook",
    "Stage",
    "Submission",
    "Suggestion",
    "Undoing",
    "User",
]
