from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stations', '0004_evidence'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('secret', models.CharField(max_length=64, verbose_name='secret')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'key of the reports',
                'verbose_name_plural': 'keys of the reports',
                'ordering': ['-pk'],
            },
        ),
    ]
