"""How a masthead looks: a small issue of our own words in its design, colour and logo, watermarked; kept by nobody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bulletin import rendering
from bulletin import snapshot as shape
from bulletin.models import Masthead
from bulletin.refusal import require
from editorial import assembly
from editorial.models import User
from editorial.publishing import preview
from editorial.registering import FORBIDDEN
from editorial.roles import Verb, may

FOLDER = Path(__file__).parent / "samples"


def shown(masthead: Masthead, *, by: User) -> rendering.Rendered:
    """The sample issue as ``masthead`` would print it, saved or not. Raises Refused."""
    require((may(by, Verb.MANAGE_REGISTER, masthead), FORBIDDEN))
    return preview.watermarked(sample(masthead))


def sample(masthead: Masthead) -> shape.Snapshot:
    """A small issue with something of everything, in the language of the masthead."""
    english = masthead.language == Masthead.Language.ENGLISH
    found = shape.loads((FOLDER / f"{'en' if english else 'zh-Hans'}.json").read_bytes())
    own = replace(assembly.masthead_of(masthead), embeds_sources=None, embeds_snapshot=None)
    imprint = replace(found.imprint, contact=masthead.contact or None) if found.imprint else None
    return replace(found, masthead=own, imprint=imprint)
