"""What earlier versions wrote, brought into the way of review: approval numbers, stage names, the chain of the trail."""

from __future__ import annotations

import hashlib
import json
import zoneinfo
from collections import defaultdict
from datetime import UTC
from typing import Any

from django.db import migrations

COVERED = ("verb", "object", "role", "refused", "before_digest", "after_digest", "remark", "serial")


def number_sign_offs(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("editorial", "SignOff").objects.select_related("issue__masthead", "stage").order_by("pk")
    last: dict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        masthead = row.issue.masthead
        year = row.at.astimezone(zoneinfo.ZoneInfo(masthead.time_zone)).year
        last[masthead.pk, year] += 1
        rows.filter(pk=row.pk).update(
            masthead=masthead, year=year, number=last[masthead.pk, year], stage_name=row.stage.name
        )


def chain_the_trail(apps: Any, schema_editor: Any) -> None:
    entries = apps.get_model("editorial", "AuditEntry").objects.order_by("pk")
    heads = apps.get_model("editorial", "AuditHead").objects
    ends: dict[int | None, tuple[int, str]] = defaultdict(lambda: (0, ""))
    for entry in entries.iterator(chunk_size=500):
        serial, previous = ends[entry.masthead_id]
        entry.serial, entry.previous_digest = serial + 1, previous
        digest = _digest_of(entry)
        entries.filter(pk=entry.pk).update(serial=entry.serial, previous_digest=previous, digest=digest)
        ends[entry.masthead_id] = (entry.serial, digest)
    for masthead_id, (serial, digest) in ends.items():
        heads.create(masthead_id=masthead_id, serial=serial, digest=digest)


def _digest_of(entry: Any) -> str:
    """As the trail digests an entry; written out here, so that it stays what it was when this ran."""
    values = {name: getattr(entry, name) for name in COVERED}
    values |= {"at": entry.at.astimezone(UTC).isoformat(), "by": entry.by_id, "previous": entry.previous_digest}
    present = {name: value for name, value in values.items() if value not in (None, [], ())}
    text = json.dumps(present, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Migration(migrations.Migration):
    dependencies = [("editorial", "0002_the_way_of_review")]

    operations = [
        migrations.RunPython(number_sign_offs, migrations.RunPython.noop),
        migrations.RunPython(chain_the_trail, migrations.RunPython.noop),
    ]
