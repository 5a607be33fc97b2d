"""What intake brings to the record: citations as rows, names of authorities, back issues, copies in the PDF."""

import json

import django.db.models.deletion
from django.db import migrations, models

from bulletin.models.guards import Reinstall

FIELDS = {"number": 120, "title": 500, "document_type": 40, "relation": 40}
BATCH = 500


def fill_citations(apps, schema_editor):
    """Give every document that an entry published before names a row of its own."""
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

    dependencies = [
        ('bulletin', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublishedCitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('number', models.CharField(blank=True, db_index=True, max_length=120)),
                ('title', models.CharField(blank=True, max_length=500)),
                ('document_type', models.CharField(blank=True, max_length=40)),
                ('relation', models.CharField(blank=True, max_length=40)),
                ('target', models.CharField(blank=True, db_index=True, max_length=100)),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddField(
            model_name='authority',
            name='kind',
            field=models.CharField(blank=True, choices=[('party', 'party organ'), ('military', 'military organ'), ('legislature', 'legislature'), ('state', 'organ of the state'), ('ministry', 'ministry'), ('bureau', 'bureau'), ('office', 'office or department'), ('centre', 'centre or institute'), ('committee', 'committee'), ('court', 'court'), ('procuratorate', 'procuratorate'), ('customs', 'customs house'), ('local', 'local authority'), ('association', 'association'), ('union', 'union of states'), ('organisation', 'international organisation')], max_length=20, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='authority',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='bulletin.authority', verbose_name='parent authority'),
        ),
        migrations.AddField(
            model_name='authority',
            name='prefixes',
            field=models.CharField(blank=True, help_text='What its document numbers begin with, parted by spaces: 国药监 药监综.', max_length=200, verbose_name='number prefixes'),
        ),
        migrations.AddField(
            model_name='authority',
            name='shipped_as',
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name='authorityname',
            name='kind',
            field=models.CharField(choices=[('short', 'short name'), ('latin', 'Latin abbreviation'), ('foreign', 'name in another language'), ('part', "only after the parent's name"), ('alone', 'only where it stands alone')], default='short', max_length=20, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='documenttype',
            name='everyday',
            field=models.BooleanField(default=False, help_text='It names a document only after 关于 or after an authority: 报告, 方案, 标准.', verbose_name='is an everyday word'),
        ),
        migrations.AddField(
            model_name='edition',
            name='is_back_issue',
            field=models.BooleanField(default=False, verbose_name='late entry'),
        ),
        migrations.AddField(
            model_name='masthead',
            name='embeds_sources',
            field=models.BooleanField(default=False, help_text='As associated files, so that whoever has the PDF has the evidence; mind what may be passed on.', verbose_name='saved copies of sources go into the PDF'),
        ),
        migrations.AlterField(
            model_name='authority',
            name='level',
            field=models.CharField(blank=True, choices=[('national', 'national'), ('local', 'local'), ('foreign', 'foreign'), ('international', 'international')], max_length=20, verbose_name='level'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('is_back_issue', False), ('dated_on__isnull', False), _connector='OR'), name='back_issue_dated'),
        ),
        migrations.AddField(
            model_name='publishedcitation',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='bulletin.publishedentry'),
        ),
        migrations.AddConstraint(
            model_name='publishedcitation',
            constraint=models.UniqueConstraint(fields=('entry', 'position'), name='published_citation_place_once'),
        ),
        migrations.RunPython(fill_citations, migrations.RunPython.noop),
        Reinstall(),
    ]
