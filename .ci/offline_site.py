"""The built documentation works from disk, and pages in Dutch say so to who hears or translates them.

The one script that its theme would fetch is ours, beside it.

Usage: python .ci/offline_site.py site
"""

import os
import re
import sys
from pathlib import Path

FETCHED = re.compile(r'<script src="https://unpkg\.com/iframe-worker/shim"')


def main(folder: Path) -> None:
    script = folder / "assets" / "worker-from-disk.js"
    for page in folder.rglob("*.html"):
        own = Path(os.path.relpath(script, page.parent)).as_posix()
        text = page.read_text(encoding="utf-8")
        text = FETCHED.sub(f'<script src="{own}"', text)
        if page.is_relative_to(folder / "nl"):
            text = text.replace('<html lang="en"', '<html lang="nl"', 1)
        page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
