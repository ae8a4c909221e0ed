#!/usr/bin/env python
"""Run Django's management commands with this project's settings."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "swot_app.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- settings come first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
