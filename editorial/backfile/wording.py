"""Says in the reader's language what stands with a row; what is stored knows plain English alone."""

from __future__ import annotations

from django.utils.translation import gettext

from editorial.intake import wording
from editorial.models import BackIssue


def refusal(row: BackIssue) -> str:
    """Why a row cannot be read, or was not recorded."""
    failure = row.document.failure if row.document_id and row.document else None
    if failure and row.state == BackIssue.State.FAILED:
        return wording.told(failure)
    return "\n".join(gettext(sentence) for sentence in row.refusal.splitlines() if sentence)


def warnings(row: BackIssue) -> list[str]:
    """What a reading warned of has a line, what a format lost has none."""
    return [wording.warning(each) if "line" in each else wording.told(each) for each in row.warnings]
