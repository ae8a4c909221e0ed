"""bin/serve: install, prepare, listen."""

import argparse
import os
import secrets
import subprocess
from pathlib import Path

from launcher import address, background, catalogues, machine, packages
from launcher.paths import PYTHON, ROOT
from launcher.say import Stop, step

HELP = """\
Start the application on this machine. What is missing is installed first; then the database, the library and the
static files are brought up to date, and the server listens until Ctrl-C.

  HOST          the address to listen on (127.0.0.1)
  PORT          the port to listen on (8000)
  SWOT_DEMO     1 fills the database with the demonstration world, 0 does not (1; with SWOT_HTTPS=1 it is 0)
  DATABASE_URL  postgresql://USER:PASSWORD@HOST/NAME; without it, a SQLite file in var/

With --install it only installs: bin/office/README.md tells what comes after that on an office's machine.

README.md describes every other setting.
"""


def main(arguments: list[str]) -> int:
    if not read(arguments).install:
        return serve()
    install()
    return 0


def serve() -> int:
    listening = address.from_environment()
    address.require_free(listening)
    install()
    set_environment(listening)
    require_valid_settings()
    prepare(is_public=address.is_public(listening))
    address.require_free(listening)
    step(f"Starting the server at {listening.url} – Ctrl-C stops it.")
    background.start()
    os.execv(PYTHON, gunicorn(listening.binding))


def read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/serve", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--install", action="store_true", help="install what is missing and end")
    return parser.parse_args(arguments)


def install() -> None:
    machine.provide(machine.TO_SERVE)
    packages.provide()
    catalogues.provide()


def set_environment(listening: address.Address) -> None:
    """Production's settings for this process, which the programs that it starts inherit."""
    environment = os.environ
    os.chdir(ROOT)
    environment["HOST"], environment["PORT"] = listening.host, str(listening.port)
    environment["DEBUG"] = "0"
    environment["ALLOWED_HOSTS"] = address.allowed_hosts(listening)
    # Behind HTTPS stands a real installation, which nobody wants filled with invented people.
    is_real = environment.get("SWOT_HTTPS", "").strip().lower() in {"1", "true", "yes", "on"}
    environment.setdefault("SWOT_DEMO", "0" if is_real else "1")
    data = data_directory()
    if not environment.get("SECRET_KEY") and not environment.get("SECRET_KEY_FILE"):
        environment["SECRET_KEY_FILE"] = str(secret_key_file(data))


def data_directory() -> Path:
    data = Path(os.environ.get("SWOT_DATA_DIR", "").strip() or ROOT / "var")
    try:
        # It holds people's names and the key that signs their sessions.
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(f"The data directory {data} cannot be made: {error.strerror}.") from None
    return data


def secret_key_file(data: Path) -> Path:
    """The file with this installation's key; made once."""
    path = data / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
    return path


def require_valid_settings() -> None:
    tried = subprocess.run([PYTHON, "-c", "import swot_app.settings"], check=False, capture_output=True, text=True)
    if tried.returncode:
        last = tried.stderr.strip().splitlines()[-1]
        raise Stop(last.removeprefix("django.core.exceptions.ImproperlyConfigured: "))


def prepare(*, is_public: bool) -> None:
    step("Bringing the database, the library and the static files up to date")
    if subprocess.run((PYTHON, "manage.py", "prepare", *(["--public"] if is_public else [])), check=False).returncode:
        raise Stop("The application could not be prepared; the lines above say why.")


def gunicorn(binding: str) -> list[str]:
    options = ["--config", "bin/gunicorn.conf.py", "--bind", binding]
    return [str(PYTHON), "-m", "gunicorn", *options, "swot_app.wsgi:application"]
