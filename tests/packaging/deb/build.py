# SPDX-License-Identifier: MIT
"""`make deb`: builds the packages in a clean root of each suite, and asks that suite's lintian. Arguments: [SUITE ...]"""

import hashlib
import io
import os
import re
import shutil
import sys
import tarfile
from email.utils import parsedate_to_datetime
from pathlib import Path

from tests.harness.vm import cache
from tests.harness.vm.build import TREE, source_files
from tests.harness.vm.enter import enter_root
from tests.harness.vm.tools import VmError, guarded, say, tail
from .root import ensure_deb_root

SUITES = ("bookworm", "trixie", "forky")
RELEASES = {"bookworm": "~deb12", "trixie": "~deb13"}
VERSIONED = re.compile(r"debian/(changelog|.*\.NEWS)")
PLACE = TREE / "build/deb"
RESULTS = ("*.deb", "*.dsc", "*.tar.*", "*.changes", "*.buildinfo")
# The date in debian/changelog is that of all that is packed, so that the same sources give the same bytes.
SCRIPT = """cd "$1" && dpkg-buildpackage -us -uc -J2 && cd .. &&
lintian --allow-root --fail-on error,warning --tag-display-limit 0 *.changes >lintian.log 2>&1 || {
	status=$?; cat lintian.log 2>/dev/null; exit $status; }
"""


def changelog() -> "re.Match[str]":
    """Its newest entry."""
    text = (TREE / "debian/changelog").read_text()
    found = re.match(r"(?P<name>\S+) \((?P<version>(?P<upstream>\S+)-[^-)]+)\).*?^ -- .*>  (?P<date>.*?)$", text, re.M | re.S)
    if not found:
        raise VmError("debian/changelog does not begin with an entry that has an upstream version and a date")
    return found


def versioned(content: bytes, suite: str) -> bytes:
    """A stable suite's packages have a version of their own, below that of the suites after it, so that an upgrade of Debian
    brings the next suite's."""
    version = changelog()["version"]
    return content.replace(version.encode(), f"{version}{RELEASES.get(suite, '')}".encode(), 1)


def pack(tree: Path, work: Path, name_of_tree: str, suite: str) -> None:
    """The sources as a release has them, and beside them unpacked with debian/."""
    entry = changelog()
    date = int(parsedate_to_datetime(entry["date"]).timestamp())
    stem = f"{entry['name']}-{entry['upstream']}"
    with tarfile.open(work / f"{entry['name']}_{entry['upstream']}.orig.tar.xz", "w:xz", format=tarfile.GNU_FORMAT) as archive:
        for name in source_files(tree, ["."]):
            content, mode = (tree / name).read_bytes(), (tree / name).stat().st_mode & 0o111 and 0o755 or 0o644
            target = work / name_of_tree / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(versioned(content, suite) if VERSIONED.fullmatch(name) else content)
            target.chmod(mode)
            if not name.startswith("debian/"):
                member = tarfile.TarInfo(f"{stem}/{name}")
                member.size, member.mode, member.mtime = len(content), mode, date
                archive.addfile(member, io.BytesIO(content))


def build(suite: str, results: Path, name_of_tree: str = "tree") -> Path:
    """The folder with the packages; raises VmError with the log's end if one does not build, or lintian has a complaint."""
    root = ensure_deb_root(suite)
    work = results / "work"
    with cache.locked(cache.lock_name("deb", results)):
        shutil.rmtree(results, ignore_errors=True)
        work.mkdir(parents=True)
        pack(TREE, work, name_of_tree, suite)
        log = results / "build.log"
        say(f"building packages for Debian {suite}")
        with open(log, "w", encoding="utf-8") as output:
            status = enter_root(root, ["sh", "-c", SCRIPT, "sh", name_of_tree], work, "/build", output)
        if status:
            raise VmError(f"the packages for Debian {suite} are not right; the log is {log}\n{tail(log.read_text(), 30)}")
        for pattern in (*RESULTS, "lintian.log"):
            for path in work.glob(pattern):
                path.rename(results / path.name)
        shutil.rmtree(work)
    return results


def made_of(suite: str) -> str:
    """What tells packages that are up to date; the tests are no part of them."""
    found = hashlib.sha256(ensure_deb_root(suite).name.encode() + Path(__file__).read_bytes())
    for name in source_files(TREE, ["."]):
        if not name.startswith("tests/"):
            found.update(f"{name}\0".encode() + (TREE / name).read_bytes())
    return found.hexdigest()


def ensure_packages(suite: str, anew: bool = False) -> Path:
    """The folder of a suite's packages, built unless they are up to date."""
    folder = PLACE / suite
    note = folder / "made-of"
    now = made_of(suite)
    if anew or not note.exists() or note.read_text() != now:
        build(suite, folder)
        note.write_text(now)
    return folder


def main() -> int:
    os.umask(0o022)
    for suite in sys.argv[1:] or SUITES:
        if suite not in SUITES:
            raise VmError(f"no packages are made for {suite}; SUITES may be: {' '.join(SUITES)}")
        place = ensure_packages(suite, anew=True)
        for path in sorted(place.glob("*.deb")):
            print(path.relative_to(TREE))
    return 0


if __name__ == "__main__":
    sys.exit(guarded(main))
