"""`python -m report_builder` is the command `report-builder`."""

import sys


def start() -> int:
    """The command, interrupted without a traceback even while Python still loads it."""
    try:
        from report_builder.cli import main
    except KeyboardInterrupt:
        return 130
    return main()


if __name__ == "__main__":
    sys.exit(start())
