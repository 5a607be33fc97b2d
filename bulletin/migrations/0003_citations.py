"""Give every document that a published entry names a row of its own, those published before included."""

import json

import django.db.models.deletion
from django.db import migrations, models

from bulletin.models.guards import Reinstall

FIELDS = {"number": 120, "title": 500, "document_type": 40, "relation": 40}
BATCH = 500


def fill(apps, schema_editor):
    entries = apps.get_model("bulletin", "PublishedEntry").objects.only("content").order_by("pk")
    citations = apps.get_model("bulletin", "PublishedCitation").objects
    waiting = []
    for entry in entries.iterator(chunk_size=100):
        for position, cited in enumerate(json.loads(bytes(entry.content)).get("cites", ()), start=1):
            texts = {name: (cited.get(name) or "")[:most] for name, most in FIELDS.items()}
            waiting.append(citations.model(entry=entry, position=position, **texts))
        if len(waiting) >= BATCH:
            citations.bulk_create(waiting)
            waiting = []
    citations.bulk_create(waiting)


class Migration(migrations.Migration):
    dependencies = [("bulletin", "0002_guards")]
    operations = [
        migrations.CreateModel(
            name="PublishedCitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("number", models.CharField(blank=True, db_index=True, max_length=120)),
                ("title", models.CharField(blank=True, max_length=500)),
                ("document_type", models.CharField(blank=True, max_length=40)),
                ("relation", models.CharField(blank=True, max_length=40)),
                ("target", models.CharField(blank=True, db_index=True, max_length=100)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="bulletin.publishedentry",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "position"), name="published_citation_place_once")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        Reinstall(),
    ]
