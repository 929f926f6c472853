"""PostgreSQL extensions the project relies on."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = []
    run_before = [("accounts", "0001_initial")]
    operations = [BtreeGistExtension(), TrigramExtension()]
