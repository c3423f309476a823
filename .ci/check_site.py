"""The built documentation: links lead somewhere, nothing is fetched from elsewhere, and code stands as code.

Usage: python .ci/check_site.py site
"""

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """What a page links to, what it loads, the anchors that it has, and fences that were taken for text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self.fences: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if value}
        if "id" in given:
            self.anchors.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("script", "img", "link", "iframe") and given.get("rel") not in (
            "canonical",
            "prev",
            "next",
        ):
            self.loads += [given[name] for name in ("src", "href") if name in given]

    def handle_data(self, data: str) -> None:
        self.fences += [line.strip() for line in data.splitlines() if "```" in line]


def main(folder: Path) -> int:
    pages = {path.resolve(): Page(path) for path in folder.rglob("*.html")}
    problems = []
    for path, page in pages.items():
        for link in page.links + page.loads:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if link in page.loads and parts.scheme in ("http", "https"):
                    problems.append(f"{path.name} loads {link}")
                continue
            target = path if not parts.path else (path.parent / unquote(parts.path)).resolve()
            target = target / "index.html" if target.is_dir() else target
            if parts.path.startswith("/"):
                continue  # the page for what is not found: its links begin at a server's root
            if not target.exists():
                problems.append(f"{path.name}: {link} is not there")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
                problems.append(f"{path.name}: {link} has no such anchor")
        problems += [f"{path.name} shows a fence: {fence}" for fence in page.fences]
    print("\n".join(sorted(set(problems))) or f"{len(pages)} pages, every link leads somewhere")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
