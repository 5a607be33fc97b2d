"""Unknown names of authorities are proposed to whoever keeps the register; a name joins nothing by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bulletin.models import Authority, AuthorityName
from bulletin.reading import findings
from bulletin.refusal import Refused, require
from editorial import registering
from editorial.drafting import trail
from editorial.models import ProposedName, SourceDocument, User
from editorial.roles import Verb, may

State = ProposedName.State
LONGEST = 120
_SENTENCES = frozenset({findings.UNKNOWN_AUTHORITY, findings.MISSPELT_AUTHORITY})

SETTLED = _("Somebody has said already what this name is.")
UNDECIDED = _("Say what the name is: a new authority, another name of one, or none.")
KNOWN = _("“%(name)s” is the name of an authority already. Give the name to that one.")
WHICH = _("Choose the authority whose name it is.")
NONE_NEEDED = _("An authority is chosen only where the name is another name of it.")


def note(document: SourceDocument, reading: Mapping[str, Any]) -> None:
    """Keep the unknown names of a stored reading, each once for the house, inside the caller's transaction."""
    found = [dict(each["values"]) for each in reading.get("warnings", ()) if each.get("sentence") in _SENTENCES]
    ProposedName.objects.bulk_create(
        (
            ProposedName(name=each["name"], near=each.get("known", ""), document=document, at=timezone.now())
            for each in found
            if len(each["name"]) <= LONGEST
        ),
        ignore_conflicts=True,
    )


def refusals(proposed: ProposedName, *, by: User) -> list[object]:
    """Why ``by`` may not say of the name what its row now says; empty when they may."""
    joined = proposed.state == State.JOINED
    reasons: tuple[tuple[bool, object], ...] = (
        (may(by, Verb.MANAGE_REGISTER, proposed), registering.FORBIDDEN),
        (proposed.state != State.OPEN, UNDECIDED),
        (not joined or proposed.authority_id is not None, WHICH),
        (joined or proposed.authority_id is None, NONE_NEEDED),
        (proposed.state != State.NEW or not _is_taken(proposed.name), KNOWN % {"name": proposed.name}),
    )
    return [reason for holds, reason in reasons if not holds]


def settle(proposed: ProposedName, *, by: User) -> None:
    """Found the authority, give the name to the one chosen, or neither, as the row's state says. Raises Refused."""
    with trail.attempt("settle name", proposed, by=by) as act:
        require(*((False, reason) for reason in refusals(proposed, by=by)))
        if proposed.state == State.NEW:
            proposed.authority = Authority.objects.create(name=proposed.name)
        elif proposed.authority is not None:
            AuthorityName.objects.get_or_create(authority=proposed.authority, name=proposed.name)
        rows = ProposedName.objects.filter(pk=proposed.pk, state=State.OPEN)
        if not rows.update(state=proposed.state, authority=proposed.authority):
            raise Refused([SETTLED])
        act.remark = " · ".join(str(each) for each in (proposed.get_state_display(), proposed.authority) if each)


def _is_taken(name: str) -> bool:
    return Authority.objects.filter(name=name).exists()
