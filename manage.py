#!/usr/bin/env python
"""The command line of Faubourg."""

import os
import sys


def main() -> None:
    """Run a management command with the settings of the instance."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "faubourg.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
