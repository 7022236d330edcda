#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line

from newsdesk.frames import give_threads_room, with_room


@with_room
def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsdesk.settings")
    give_threads_room()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
