"""Freeze the tables of the published record."""

from django.db import migrations

from bulletin.models.guards import Reinstall


class Migration(migrations.Migration):
    dependencies = [("bulletin", "0001_initial")]
    operations = [Reinstall()]
