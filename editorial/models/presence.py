"""Who has what open, and what they typed but did not save yet: information for people, never part of an issue."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce

from editorial.models.entry import Entry
from editorial.models.issue import Issue, Section


class Presence(models.Model):
    """Somebody's page of an issue or entry: last heard of at ``seen_at``, last touched at ``active_at``."""

    user = models.ForeignKey("editorial.User", on_delete=models.CASCADE, related_name="+")
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, null=True, related_name="+")
    seen_at = models.DateTimeField()
    active_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("user", "issue", Coalesce("entry", 0), name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.entry or self.issue}"


class Autosave(models.Model):
    """What one person typed into the form of an entry (or of a new one in ``section``), for that person only.

    ``posted`` is the form as it would have been sent (application/x-www-form-urlencoded).
    """

    user = models.ForeignKey("editorial.User", on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, null=True, related_name="+")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Entry.Kind)
    posted = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("user", "kind", Coalesce("entry", 0), Coalesce("section", 0), name="autosave_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.entry or self.section}"
