"""Reviews and continuities hang on lineages instead of the rows of one version."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def to_lineages(apps, schema_editor):
    node, action = apps.get_model("contracts", "Node"), apps.get_model("actions", "Action")
    for model, old, new, target in (
        ("Review", "node", "node_lineage", node),
        ("Review", "objective", "objective_lineage", node),
        ("Continuity", "action", "lineage", action),
    ):
        lineage = target.objects.filter(pk=OuterRef(old)).order_by().values("lineage")[:1]
        apps.get_model("followup", model).objects.filter(**{f"{old}__isnull": False}).update(**{new: Subquery(lineage)})


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0002_commitment_level"),
        ("contracts", "0002_facts_of_signatures_and_layouts"),
        ("followup", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="node_lineage",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="node_reviews",
                to="contracts.lineage",
                verbose_name="élément de l’arbre",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="objective_lineage",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="objective_reviews",
                to="contracts.lineage",
                verbose_name="objectif",
            ),
        ),
        migrations.AddField(
            model_name="continuity",
            name="lineage",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="continuities",
                to="contracts.lineage",
                verbose_name="vers l’action",
            ),
        ),
        migrations.RunPython(to_lineages, elidable=False),
    ]
