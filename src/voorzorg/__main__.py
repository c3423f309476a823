"""``python -m voorzorg``: the same as the command ``voorzorg``."""

import sys

from voorzorg.cli import main

if __name__ == "__main__":
    sys.exit(main())
