"""Preview: the same freeze and the same renderer, watermarked and stored nowhere; for the desk only."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bulletin import rendering, store
from bulletin.refusal import require
from editorial.models import Issue, User
from editorial.publishing import freeze
from editorial.roles import Verb, may

FORBIDDEN = _("Your role does not allow you to preview this issue.")
# Printed across every page, in the languages of the readers who must not take it for the real one.
WATERMARK = "预览稿 PREVIEW"


def preview(issue: Issue, *, by: User) -> rendering.Rendered:
    """Both forms of the issue as it now is. Raises Refused."""
    require((may(by, Verb.PREVIEW, issue), FORBIDDEN))
    return rendering.render(freeze.freeze(issue), watermark=WATERMARK, store=store.drafts())


def preview_html(issue: Issue, *, by: User) -> bytes:
    """The web form alone, which needs no typesetting. Raises Refused."""
    require((may(by, Verb.PREVIEW, issue), FORBIDDEN))
    return rendering.render_html(freeze.freeze(issue), WATERMARK, store.drafts())
