# SPDX-License-Identifier: MIT
"""Packages to install: those that `make deb` built, later versions of them, and a compiler's package without any compiler."""

from pathlib import Path
from typing import List

from tests.harness.vm.tools import run
from tests.packaging.deb.build import changelog, ensure_packages

VERSION = changelog()["upstream"]


def built(suite: str) -> List[Path]:
    """Our packages of this suite, and beside them the source."""
    folder = ensure_packages(suite)
    return [*sorted(folder.glob("*.deb")), *folder.glob("*.orig.tar.*")]


def package_version(debs: List[Path]) -> str:
    return next(path.name.split("_")[1] for path in debs if path.name.startswith("rusty-dkms_"))


def pack(folder: Path, place: Path) -> Path:
    run(["dpkg-deb", "--root-owner-group", "-Zgzip", "-b", folder, place], "packing a package")
    return max(place.glob("*.deb"), key=lambda path: path.stat().st_mtime_ns)


def later(debs: List[Path], version: str, place: Path, spoilt: str = "") -> Path:
    """rusty-dkms of a later version; `spoilt` is appended to its code."""
    folder = place / version
    deb = next(path for path in debs if path.name.startswith("rusty-dkms_"))
    run(["dpkg-deb", "-R", deb, folder], f"unpacking {deb.name}")
    (folder / "usr/src" / f"rusty-{VERSION}").rename(folder / "usr/src" / f"rusty-{version}")
    (folder / "DEBIAN/md5sums").unlink()
    for part in ("DEBIAN", "usr/src"):
        for path in (folder / part).rglob("*"):
            if path.is_file():
                path.write_bytes(path.read_bytes().replace(VERSION.encode(), version.encode()))
    with open(folder / "usr/src" / f"rusty-{version}" / "kmod/rusty/rusty.cpp", "a", encoding="utf-8") as code:
        code.write(spoilt)
    return pack(folder, place)


def empty_compiler(place: Path) -> Path:
    """A package g++ without a compiler: it fulfils apt's dependencies only."""
    control = place / "empty/DEBIAN/control"
    control.parent.mkdir(parents=True)
    control.write_text("Package: g++\nVersion: 99:0\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\n"
                       "Description: no compiler\n")
    return pack(place / "empty", place)
