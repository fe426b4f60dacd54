from django.db import migrations

from samhandling.core.append_only import install, lift


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(install, lift)]
