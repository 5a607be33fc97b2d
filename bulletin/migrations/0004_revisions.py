"""Further revisions: why there is one, what was taken back and put back, and the looks of a masthead."""

import bulletin.models.register
import django.db.models.deletion
from django.db import migrations, models

from bulletin.models.guards import Reinstall


class Migration(migrations.Migration):

    dependencies = [
        ('bulletin', '0003_intake'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reinstatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='reason')),
                ('asked_by', models.CharField(max_length=80, verbose_name='asked for by')),
                ('by', models.CharField(max_length=80, verbose_name='by')),
                ('at', models.DateTimeField(verbose_name='at')),
            ],
            options={
                'verbose_name': 'reinstatement',
                'verbose_name_plural': 'reinstatements',
            },
        ),
        migrations.AlterModelOptions(
            name='withdrawal',
            options={'ordering': ['pk'], 'verbose_name': 'withdrawal', 'verbose_name_plural': 'withdrawals'},
        ),
        migrations.AddField(
            model_name='edition',
            name='is_corrected',
            field=models.BooleanField(default=False, verbose_name='corrected edition'),
        ),
        migrations.AddField(
            model_name='edition',
            name='occasion',
            field=models.CharField(blank=True, choices=[('correction', 'correction'), ('text-fix', 'silent fix'), ('withdrawal', 'withdrawal'), ('takedown', 'takedown'), ('reinstatement', 'reinstatement')], max_length=20, verbose_name='occasion'),
        ),
        migrations.AddField(
            model_name='masthead',
            name='accent',
            field=models.CharField(blank=True, help_text='Of titles and rules, such as #1f3a5f; empty for the colour of the design.', max_length=7, validators=[bulletin.models.register.validate_accent], verbose_name='colour'),
        ),
        migrations.AddField(
            model_name='masthead',
            name='embeds_snapshot',
            field=models.BooleanField(default=False, help_text='As an associated file in JSON, so that programs can read what people see.', verbose_name='the data of the issue go into the PDF'),
        ),
        migrations.AddField(
            model_name='publishedentry',
            name='is_removed',
            field=models.BooleanField(default=False, verbose_name='removed'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='basis',
            field=models.CharField(blank=True, max_length=300, verbose_name='basis'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='claimant',
            field=models.CharField(blank=True, max_length=200, verbose_name='claimant'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='kind',
            field=models.CharField(choices=[('wrong', 'wrong'), ('superseded', 'superseded by the authority'), ('legal', 'legal reason'), ('takedown', 'takedown')], default='wrong', max_length=12, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='ref',
            field=models.CharField(blank=True, max_length=20, verbose_name='ref'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='times',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name='masthead',
            name='design',
            field=models.SlugField(choices=[('classic', 'one column'), ('digest', 'two columns')], default='classic', max_length=40, verbose_name='design'),
        ),
        migrations.AlterField(
            model_name='withdrawal',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='bulletin.edition', verbose_name='edition'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.UniqueConstraint(fields=('edition', 'ref', 'times'), name='withdrawn_once_at_a_time'),
        ),
        migrations.AddField(
            model_name='reinstatement',
            name='withdrawal',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reinstatement', to='bulletin.withdrawal', verbose_name='withdrawal'),
        ),
        migrations.AddConstraint(
            model_name='reinstatement',
            constraint=models.CheckConstraint(condition=models.Q(('asked_by', models.F('by')), _negated=True), name='reinstated_by_two_people'),
        ),
        Reinstall(),
    ]
