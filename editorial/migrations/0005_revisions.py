"""Corrections after a release, and the undoing of withdrawals."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bulletin', '0004_revisions'),
        ('editorial', '0004_intake'),
    ]

    operations = [
        migrations.AddField(
            model_name='entry',
            name='removal',
            field=models.JSONField(blank=True, editable=False, null=True, verbose_name='removal'),
        ),
        migrations.AlterField(
            model_name='message',
            name='event',
            field=models.CharField(choices=[('submitted', 'submitted to you'), ('returned', 'returned to you'), ('assigned', 'assigned to you'), ('mentioned', 'mentions you'), ('suggested', 'suggestion for your text'), ('settled', 'your suggestion was settled'), ('due', 'due tomorrow'), ('overdue', 'overdue'), ('late', 'the planned release has passed'), ('overridden', 'released without review'), ('unreleased', 'the scheduled release was refused'), ('guest', 'a guest has answered'), ('withdrawn', 'withdrawn'), ('taken-down', 'taken down'), ('undoing', 'a withdrawal is to be undone'), ('reinstated', 'a withdrawal was undone')], max_length=12, verbose_name='event'),
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', 'correction'), ('text-fix', 'silent fix')], max_length=12, verbose_name='kind')),
                ('reason', models.TextField(verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('edition', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bulletin.edition')),
                ('carried_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='editorial.issue')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrected', to='editorial.issue', verbose_name='issue')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='CorrectedEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrected', to='editorial.entry', verbose_name='entry')),
                ('correction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='editorial.correction')),
            ],
            options={
                'verbose_name': 'corrected entry',
                'verbose_name_plural': 'corrected entries',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Undoing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('issue', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undoings', to='editorial.issue', verbose_name='issue')),
                ('withdrawal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bulletin.withdrawal')),
            ],
            options={
                'verbose_name': 'undoing of a withdrawal',
                'verbose_name_plural': 'undoings of withdrawals',
                'ordering': ['-pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('issue',), name='one_correction_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='correctedentry',
            constraint=models.UniqueConstraint(fields=('correction', 'entry'), name='corrected_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='undoing',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('withdrawal',), name='one_undoing_at_a_time'),
        ),
    ]
