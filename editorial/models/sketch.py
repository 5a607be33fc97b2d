"""What the desk keeps to find a published entry again by title or text; made anew from the record at any time."""

from __future__ import annotations

from django.db import models

from bulletin.models import PublishedEntry


class Sketch(models.Model):
    """A published entry whose title and text were sketched (``bulletin.reading.likeness``)."""

    published = models.OneToOneField(PublishedEntry, on_delete=models.CASCADE, related_name="sketch")
    text = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.published)


class Shingle(models.Model):
    """One hash of a sketch, so that what shares many of them is found by index."""

    class Of(models.TextChoices):
        TITLE = "title"
        TEXT = "text"

    sketch = models.ForeignKey(Sketch, on_delete=models.CASCADE, related_name="shingles")
    of = models.CharField(max_length=5, choices=Of)
    value = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["of", "value"])]

    def __str__(self) -> str:
        return f"{self.of} {self.value}"
