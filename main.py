"""Starts Hall Client: see `python main.py --help`."""

import sys

from hall_client.bootstrap import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
