#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""links.py FILE...: checks that the links of Markdown files to other files and to headings have a target. Prints those without one."""

import re
import sys
from pathlib import Path
from typing import Iterator, Set

LINK = re.compile(r"\]\(([^()\s]+)\)")
ELSEWHERE = re.compile(r"[a-z]+:")  # https:, mailto:


def prose(page: Path) -> str:
    """The text without code blocks: fenced and indented blocks."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    return re.sub(r"^(?: {4}|\t).*$", "", text, flags=re.M)


def headings(page: Path) -> Set[str]:
    """The headings' names in links, as forges make them."""
    titles = re.findall(r"^#+ (.*)$", prose(page), re.M)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def broken(page: Path) -> Iterator[str]:
    for link in LINK.findall(prose(page)):
        if ELSEWHERE.match(link):
            continue
        path, _, heading = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists():
            yield f"{page}: there is no {link}"
        elif heading and heading not in headings(target):
            yield f"{page}: {path or 'the page'} has no heading #{heading}"


def main() -> int:
    found = [problem for name in sys.argv[1:] for problem in broken(Path(name))]
    print("\n".join(found), end="\n" if found else "")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
