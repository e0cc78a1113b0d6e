from django.conf import settings
from django.db import migrations, models

from faubourg.journal.guards import install, take_off


def guard(apps, schema_editor) -> None:
    install(schema_editor.connection)


def unguard(apps, schema_editor) -> None:
    take_off(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("journal", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="subject",
            field=models.CharField(blank=True, editable=False, max_length=120, verbose_name="rattaché à"),
        ),
        migrations.AlterField(
            model_name="entry",
            name="scope",
            field=models.CharField(max_length=120, verbose_name="périmètre"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["scope", "id"], name="journal_entry_scope"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["subject", "id"], name="journal_entry_subject"),
        ),
        migrations.RunPython(guard, unguard),
    ]
