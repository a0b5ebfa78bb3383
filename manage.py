#!/usr/bin/env python
"""Run On the Record's management commands."""

import os
import sys
from importlib import import_module

# These read texts and print what they understood. They start without settings, apps or database, and so
# in a third of the time.
TEXT_COMMANDS = ("extract_quotes", "parse_article")


def main() -> None:
    """Run the command that the arguments name."""
    if sys.argv[1:2] and sys.argv[1] in TEXT_COMMANDS:
        os.environ.pop("DJANGO_SETTINGS_MODULE", None)
        import_module(f"articles.management.commands.{sys.argv[1]}").Command().run_from_argv(sys.argv)
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    from django.conf import settings  # noqa: PLC0415  what those commands do without
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    try:
        # Read first, so that a missing setting is said in its sentence and not in a traceback.
        _ = settings.INSTALLED_APPS
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
