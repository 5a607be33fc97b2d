"""Sketches what was published and has no sketch yet, so that the archive can be asked for what is alike."""

from __future__ import annotations

import json

from django.db import transaction

from bulletin import richtext
from bulletin.models import Masthead, PublishedEntry
from bulletin.reading import likeness
from editorial.models import Shingle, Sketch

BATCH = 200


def catch_up(masthead: Masthead | None = None) -> int:
    """Sketch every entry without one, of one masthead or of all; how many there were. Two at once do it once."""
    waiting = PublishedEntry.objects.filter(sketch=None).order_by("pk")
    if masthead is not None:
        waiting = waiting.filter(edition__masthead=masthead)
    done = 0
    while rows := list(waiting.defer("edition")[:BATCH]):
        with transaction.atomic():
            _sketch(rows)
        done += len(rows)
    return done


def _sketch(rows: list[PublishedEntry]) -> None:
    texts = {row.pk: likeness.sketch(_text(row)) for row in rows}
    Sketch.objects.bulk_create((Sketch(published=row, text=list(texts[row.pk])) for row in rows), ignore_conflicts=True)
    made = Sketch.objects.filter(published__in=rows, shingles=None).in_bulk(field_name="published_id")
    Shingle.objects.bulk_create(
        (
            Shingle(sketch=made[row.pk], of=of, value=value)
            for row in rows
            if row.pk in made
            for of, values in (
                (Shingle.Of.TITLE, likeness.title_sketch(row.title)),
                (Shingle.Of.TEXT, texts[row.pk]),
            )
            for value in values
        ),
        batch_size=1000,
    )


def _text(row: PublishedEntry) -> str:
    return richtext.text_of(json.loads(bytes(row.content)).get("body_html") or "")
