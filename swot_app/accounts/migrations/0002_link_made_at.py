"""When a person's newest one-time link was made: it ends the ones before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_accounts")]

    operations = [
        migrations.AddField(
            model_name="user", name="link_made_at", field=models.DateTimeField(editable=False, null=True)
        ),
    ]
