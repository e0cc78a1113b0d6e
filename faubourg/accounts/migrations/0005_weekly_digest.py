from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="weekly_digest",
            field=models.BooleanField(
                default=True,
                help_text="Le lundi, un courriel dit ce qui a changé dans votre travail. Rien de nouveau : pas de courriel.",
                verbose_name="lettre hebdomadaire",
            ),
        ),
    ]
