"""One spelling of "organization", as the library has it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stations", "0010_result_severities"),
    ]

    operations = [
        migrations.RenameField(model_name="station", old_name="host_organisation", new_name="host_organization"),
        migrations.RenameField(
            model_name="station", old_name="host_organisation_latin", new_name="host_organization_latin"
        ),
        migrations.AlterField(
            model_name="station",
            name="host_organization",
            field=models.CharField(blank=True, max_length=120, verbose_name="contracted organization"),
        ),
        migrations.AlterField(
            model_name="station",
            name="host_organization_latin",
            field=models.CharField(blank=True, max_length=160, verbose_name="contracted organization in Latin letters"),
        ),
    ]
