#!/usr/bin/env python
"""Run Django's management commands with this project's settings."""

import os
import sys

MISCONFIGURED = 4
"""Not 1, with which `report verify` says that a file was changed; 4 says there that it could not find out."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "swot_app.settings")
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- settings come first
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(MISCONFIGURED)


if __name__ == "__main__":
    main()
