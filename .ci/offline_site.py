"""The built documentation works from disk: the one script that its theme would fetch is ours, beside it.

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
        page.write_text(FETCHED.sub(f'<script src="{own}"', text), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
