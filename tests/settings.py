"""The project's settings as the tests see them: an environment of their own, whatever the developer's shell holds."""

import os
import tempfile
from pathlib import Path

# The processes of one run share the directory of the first.
own_data = str(Path(tempfile.gettempdir()) / f"swot-tests-{os.getpid()}")
data = os.environ.get("SWOT_DATA_DIR", "") if "PYTEST_XDIST_WORKER" in os.environ else own_data
NAMES = {"ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "DEBUG", "LOG_FORMAT", "LOG_LEVEL", "SECRET_KEY_FILE"}
for name in [name for name in os.environ if name.startswith("SWOT_") or name in NAMES]:
    del os.environ[name]
os.environ["SWOT_DATA_DIR"] = data
os.environ["SECRET_KEY"] = "for the tests alone, and long enough for the checks of a deployment"

from swot_app.settings import *  # noqa: E402, F403 -- Django wants the names in this module, after the environment
from swot_app.settings import DATA_DIR, DATABASES, STORAGES, TEMPLATES  # noqa: E402
from tests.strict_templates import UnknownVariable  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Without the manifest a test needs no collected files; the browser tests run with the real storage.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownVariable()

# A pool keeps connections that stop a test database from being dropped.
DATABASES["default"]["OPTIONS"].pop("pool", None)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, for in memory two threads share one connection and locks differ.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
