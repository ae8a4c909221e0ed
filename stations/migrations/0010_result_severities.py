"""The medians of weaknesses and threats move into their result's row, as one text."""

from itertools import groupby

from django.db import migrations, models

BATCH = 2000


def gather(apps, schema_editor):
    """What stands in rows of its own is written beside the other figures, in the order in which it was written."""
    Result, Severity = apps.get_model("stations", "Result"), apps.get_model("stations", "Severity")
    rows = Severity.objects.order_by("result", "pk").values_list("result", "quadrant", "code", "median")
    batch = []
    for result, found in groupby(rows.iterator(chunk_size=BATCH), key=lambda row: row[0]):
        text = "\n".join(f"{quadrant}:{code}:{median!r}" for _result, quadrant, code, median in found)
        batch.append(Result(pk=result, severities=text))
        if len(batch) == BATCH:
            Result.objects.bulk_update(batch, ["severities"])
            batch = []
    Result.objects.bulk_update(batch, ["severities"])


def scatter(apps, schema_editor):
    """Back into rows of their own."""
    Result, Severity = apps.get_model("stations", "Result"), apps.get_model("stations", "Severity")
    for result in Result.objects.order_by("pk").iterator(chunk_size=BATCH):
        entries = [entry.split(":", 1) for entry in result.severities.splitlines()]
        Severity.objects.bulk_create(
            Severity(
                result=result,
                division_path=result.division_path,
                quadrant=quadrant,
                code=rest.rpartition(":")[0],
                median=float(rest.rpartition(":")[2]),
                is_latest=result.is_latest,
            )
            for quadrant, rest in entries
        )


class Migration(migrations.Migration):

    dependencies = [
        ("stations", "0009_check_ratings"),
    ]

    operations = [
        # The name is wanted for the text.
        migrations.AlterField(
            model_name="severity",
            name="result",
            field=models.ForeignKey(on_delete=models.deletion.CASCADE, related_name="+", to="stations.result"),
        ),
        migrations.AddField(
            model_name="result",
            name="severities",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.RunPython(gather, scatter),
        migrations.DeleteModel(name="Severity"),
    ]
