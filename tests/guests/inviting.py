"""Guest links for tests, issued through the functions of the desk."""

from __future__ import annotations

from typing import Any

from editorial import guests
from editorial.guests import Issued
from editorial.models import Issue, User
from editorial.review import signing
from editorial.review.facts import ISSUE, Facts, Target, gather


def target_of(facts: Facts, scope: str) -> Target:
    """The first entry, the first part, or the issue."""
    if scope == "issue":
        return ISSUE
    return next(each for each in facts.rows if (each.entry_id is not None) == (scope == "entry"))


def invited(issue: Issue, scope: str = "issue", *, by: User, **changes: Any) -> Issued:
    """A link for the stage that covers this scope, on the text as it now is."""
    facts = gather(issue.pk)
    stage = next(each for each in facts.stages if each.scope == scope)
    target = target_of(facts, scope)
    values: dict[str, Any] = {"name": "王工", "by": by, "seen_digest": facts.digest(target)} | changes
    return guests.invite(issue, stage, target, **values)


def signed_up_to(issue: Issue, *signers: User) -> None:
    """Signed at the first stages of the plan, a person each."""
    for stage, signer in zip(gather(issue.pk).stages, signers, strict=False):
        signing.sign(issue, stage, by=signer)
