#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`make deb`: builds the packages in a clean root of each suite, and asks that suite's lintian: build.py [SUITE ...]"""

import io
import os
import re
import shutil
import sys
import tarfile
from email.utils import parsedate_to_datetime
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "vm"))
sys.path.insert(0, str(HERE))

from root import ensure_deb_root  # noqa: E402
from vmkit import cache  # noqa: E402
from vmkit.build import TREE, source_files  # noqa: E402
from vmkit.enter import enter_root  # noqa: E402
from vmkit.tools import VmError, guarded, say, tail  # noqa: E402

SUITES = ("bookworm", "trixie", "forky")
RESULTS = ("*.deb", "*.dsc", "*.tar.*", "*.changes", "*.buildinfo")
# The date in debian/changelog is that of all that is packed, so that the same sources give the same bytes.
SCRIPT = """cd /build/tree && dpkg-buildpackage -us -uc -J2 && cd .. &&
lintian --allow-root --fail-on error,warning --tag-display-limit 0 *.changes >lintian.log 2>&1 || {
	status=$?; cat lintian.log 2>/dev/null; exit $status; }
"""


def changelog() -> "re.Match[str]":
    text = (TREE / "debian/changelog").read_text()
    found = re.match(r"(?P<name>\S+) \((?P<upstream>\S+)-[^-)]+\).*?^ -- .*>  (?P<date>.*?)$", text, re.M | re.S)
    if not found:
        raise VmError("debian/changelog does not begin with an entry that has an upstream version and a date")
    return found


def pack(tree: Path, work: Path) -> None:
    """The sources as a release has them, and beside them unpacked with debian/."""
    entry = changelog()
    date = int(parsedate_to_datetime(entry["date"]).timestamp())
    stem = f"{entry['name']}-{entry['upstream']}"
    with tarfile.open(work / f"{entry['name']}_{entry['upstream']}.orig.tar.xz", "w:xz", format=tarfile.GNU_FORMAT) as archive:
        for name in source_files(tree, ["."]):
            content, mode = (tree / name).read_bytes(), (tree / name).stat().st_mode & 0o111 and 0o755 or 0o644
            target = work / "tree" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            target.chmod(mode)
            if not name.startswith("debian/"):
                member = tarfile.TarInfo(f"{stem}/{name}")
                member.size, member.mode, member.mtime = len(content), mode, date
                archive.addfile(member, io.BytesIO(content))


def build(suite: str, results: Path, tree: Path = TREE) -> Path:
    """The folder with the packages; raises VmError with the log's end if one does not build, or lintian has a complaint."""
    root = ensure_deb_root(suite)
    work = results / "work"
    with cache.locked(cache.lock_name("deb", results)):
        shutil.rmtree(results, ignore_errors=True)
        work.mkdir(parents=True)
        pack(tree, work)
        log = results / "build.log"
        say(f"building packages for Debian {suite}")
        with open(log, "w", encoding="utf-8") as output:
            status = enter_root(root, ["sh", "-c", SCRIPT], work, "/build", output)
        if status:
            raise VmError(f"the packages for Debian {suite} are not right; the log is {log}\n{tail(log.read_text(), 30)}")
        for pattern in (*RESULTS, "lintian.log"):
            for path in work.glob(pattern):
                path.rename(results / path.name)
        shutil.rmtree(work)
    return results


def main() -> int:
    os.umask(0o022)
    for suite in sys.argv[1:] or SUITES:
        if suite not in SUITES:
            raise VmError(f"no packages are made for {suite}; SUITES may be: {' '.join(SUITES)}")
        place = build(suite, TREE / "build/deb" / suite)
        for path in sorted(place.glob("*.deb")):
            print(path.relative_to(TREE))
    return 0


if __name__ == "__main__":
    sys.exit(guarded(main))
