# SPDX-License-Identifier: MIT
"""A suite's root to build packages in: unpacked without root privileges, with a dpkg database that tells what is there."""

import hashlib
import re
import subprocess
import time
from pathlib import Path
from typing import List, Sequence

from tests.harness.vm import cache
from tests.harness.vm.apt import Apt, Package
from tests.harness.vm.build import TREE
from tests.harness.vm.kernels import resolve
from tests.harness.vm.layers import Layer
from tests.harness.vm.root import merge_usr, packages_of, prune
from tests.harness.vm.tools import needs, run, say
from tests.harness.vm.unpack import unpack_all

# What dpkg-buildpackage takes for granted, and lintian.
BASE = ("base-files", "base-passwd", "bash", "bsdutils", "build-essential", "coreutils", "dash", "debianutils", "diffutils",
        "dpkg", "findutils", "gawk", "grep", "gzip", "hostname", "init-system-helpers", "libc-bin", "lintian", "login",
        "ncurses-base", "ncurses-bin", "perl", "sed", "sysvinit-utils", "tar", "util-linux", "xz-utils")
UNREAD = ("./usr/share/locale/*", "./usr/share/info/*")
NONE = re.compile(r"(?!)")
LINKS = {"usr/bin/awk": "gawk", "usr/bin/cc": "gcc", "usr/bin/c++": "g++", "etc/dpkg/origins/default": "debian"}


def build_dependencies(control: Path = TREE / "debian/control") -> List[str]:
    field = re.search(r"^Build-Depends:((?:.*\n )*.*)", control.read_text(), re.M)
    return re.findall(r"([a-z0-9][a-z0-9.+-]+)(?: \([^)]*\))?(?:,|$)", field[1].replace("\n", "")) if field else []


def record(deb: Path, root: Path) -> str:
    """Writes dpkg's notes on the package, and returns its entry for the status file."""
    control = run(["dpkg-deb", "-f", deb], f"reading {deb.name}")
    fields = dict(re.findall(r"^(Package|Architecture|Multi-Arch): (.*)", control, re.M))
    name = fields["Package"] + (f":{fields['Architecture']}" if fields.get("Multi-Arch") == "same" else "")
    info = root / "var/lib/dpkg/info"
    with cache.scratch() as place:
        run(["dpkg-deb", "-e", deb, place / "control"], f"reading {deb.name}")
        for kind in ("shlibs", "symbols"):
            if (place / "control" / kind).exists():
                (place / "control" / kind).rename(info / f"{name}.{kind}")
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE) as archive:
        listing = subprocess.run(["tar", "-t"], stdin=archive.stdout, stdout=subprocess.PIPE, text=True, check=True).stdout
    (info / f"{name}.list").write_text("".join(f"{line[1:].rstrip('/') or '/.'}\n" for line in listing.splitlines()))
    return re.sub(r"^(Package: .*\n)", r"\1Status: install ok installed\n", control, count=1, flags=re.M) + "\n"


def make(apt: Apt, packages: Sequence[Package], final: Path) -> None:
    begun = time.monotonic()
    say(f"making a root of Debian {apt.suite} to build packages in: {len(packages)} packages")
    with cache.disk_errors(), cache.scratch() as place:
        root, debs = place / "root", place / "debs"
        debs.mkdir()
        merge_usr(root)
        apt.download(packages, debs)
        found = sorted(debs.glob("*.deb"))
        unpack_all(found, root, UNREAD)
        for folder in ("var/lib/dpkg/info", "var/lib/dpkg/updates", "dev", "proc", "sys", "tmp", "run", "build"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        (root / "var/lib/dpkg/info/format").write_text("1\n")
        (root / "var/lib/dpkg/status").write_text("".join(record(deb, root) for deb in found))
        for name in ("null", "zero", "full", "random", "urandom", "tty"):
            (root / "dev" / name).touch()
        (root / "dev/fd").symlink_to("/proc/self/fd")
        for name in ("passwd", "group"):
            (root / "etc" / name).write_text((root / f"usr/share/base-passwd/{name}.master").read_text())
        for link, target in LINKS.items():
            if not (root / link).is_symlink():
                (root / link).symlink_to(target)
        cache.publish(root, final)
    say(f"made it in {time.monotonic() - begun:.0f} s")


def ensure_deb_root(suite: str) -> Path:
    """The root for a suite's packages, named after its packages' versions and what is made of them here."""
    for command, package in (("dpkg-deb", "dpkg"), ("tar", "tar")):
        needs(command, package)
    kernel = resolve(suite)
    with cache.locked(f"deb-{suite}"):
        with cache.locked(f"index-{suite}"):
            apt = Apt(suite)
            packages = packages_of(apt, kernel, Layer("deb", (*BASE, *build_dependencies())), NONE)
        key = hashlib.sha256(repr(packages).encode() + Path(__file__).read_bytes()).hexdigest()[:8]
        final = cache.folder("debs") / f"{suite}-{key}"
        if not final.exists():
            with cache.locked(f"index-{suite}"):
                make(apt, packages, final)
            prune(final)
        return final
