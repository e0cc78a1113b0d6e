"""What reviews and continuities said of rows of one version, once their lineages are known."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("followup", "0002_reviews_follow_lineages")]

    operations = [
        migrations.RemoveField(model_name="review", name="node"),
        migrations.RemoveField(model_name="review", name="objective"),
        migrations.RemoveField(model_name="continuity", name="action"),
    ]
