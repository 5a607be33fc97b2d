"""The tables of the published record; people stand here as names as printed, never as foreign keys."""

from bulletin.models.dispatch import Delivery, Dispatch
from bulletin.models.edition import (
    Edition,
    PublishedAuthority,
    PublishedCitation,
    PublishedEntry,
    Reinstatement,
    Withdrawal,
)
from bulletin.models.register import Authority, AuthorityName, DocumentType, Masthead, WorkdayOverride
from bulletin.models.subscriber import Consent, Subscriber

__all__ = [
    "Authority",
    "AuthorityName",
    "Consent",
    "Delivery",
    "Dispatch",
    "DocumentType",
    "Edition",
    "Masthead",
    "PublishedAuthority",
    "PublishedCitation",
    "PublishedEntry",
    "Reinstatement",
    "Subscriber",
    "Withdrawal",
    "WorkdayOverride",
]
