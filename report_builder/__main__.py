"""`python -m report_builder` is the command `report-builder`."""

import sys

from report_builder.cli import main

if __name__ == "__main__":
    sys.exit(main())
