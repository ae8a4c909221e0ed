"""Results and audit events hold only values that have words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stations", "0005_report_key")]

    operations = [
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(("zone__in", ["", "SO", "WO", "WT", "ST"])), name="stations_result_zone_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="auditevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["done", "refused", "failed"])),
                name="stations_auditevent_outcome_known",
            ),
        ),
    ]
