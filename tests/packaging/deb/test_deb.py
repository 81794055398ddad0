# SPDX-License-Identifier: MIT
"""The packages that `make deb` built: their files, control fields and maintainer scripts. Arguments: [SUITE ...]"""

import hashlib
import re
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Dict, List

from tests.harness.suites import run_suites
from tests.harness.vm.build import TREE
from .build import build, ensure_packages

VERSION = re.search(r'^PACKAGE_VERSION="(.*)"', (TREE / "dkms.conf").read_text(), re.M)[1]  # type: ignore[index]
SOURCE = f"usr/src/rusty-{VERSION}"
DOC = re.compile(r"usr/share/doc/|usr/share/lintian/")


def output(*words: str) -> str:
    return subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True).stdout


class Deb:
    def __init__(self, path: Path) -> None:
        self.fields = dict(line.split(": ", 1) for line in output("dpkg-deb", "-f", str(path)).splitlines()
                           if not line.startswith(" ") and ": " in line)
        rows = [line.split(None, 5) for line in output("dpkg-deb", "-c", str(path)).splitlines()]
        self.owners = {row[1] for row in rows}
        # Paths and modes of everything except folders.
        self.files: Dict[str, str] = {row[5][2:].split(" -> ")[0]: row[0] for row in rows if not row[0].startswith("d")}
        self.place = tempfile.TemporaryDirectory()
        subprocess.run(["dpkg-deb", "-R", path, self.place.name], check=True)

    def text(self, name: str) -> str:
        return (Path(self.place.name) / name).read_text()

    def depends(self, kind: str = "Depends") -> List[str]:
        return [re.split(r"[ :|]", word)[0] for word in self.fields.get(kind, "").split(", ")]

    def plain(self) -> List[str]:
        """The files that are no documentation."""
        return sorted(name for name in self.files if not DOC.match(name))


class Checks:
    """The tests of every suite."""

    suite = ""
    debs: Dict[str, Deb]

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = ensure_packages(cls.suite)
        cls.debs = {path.name.split("_")[0]: Deb(path) for path in sorted(cls.folder.glob("*.deb"))}
        for deb in cls.debs.values():
            cls.addClassCleanup(deb.place.cleanup)
        cls.dkms, cls.utils, cls.dev = (cls.debs[name] for name in ("rusty-dkms", "rusty-utils", "librusty-dev"))

    def test_these_packages_and_no_others(self) -> None:
        self.assertEqual(sorted(self.debs), ["librusty-dev", "rusty-dkms", "rusty-utils", "rusty-utils-dbgsym"])
        self.assertEqual([deb.fields["Architecture"] for deb in (self.dkms, self.utils, self.dev)], ["all", "amd64", "all"])
        for deb in self.debs.values():
            self.assertEqual(deb.fields["Version"].rsplit("-", 1)[0], VERSION)

    def test_the_source_is_what_kbuild_needs(self) -> None:
        found = {name[len(SOURCE) + 1:]: mode for name, mode in self.dkms.files.items() if name.startswith(SOURCE)}
        tracked = output("git", "-C", str(TREE), "-c", f"safe.directory={TREE}", "ls-files", "Kbuild", "dkms.conf", "kmod",
                         ":!kmod/samples", ":!kmod/drivers", ":!*.md", ":!kmod/kernel/VERSION", *(f":!kmod/kernel/*/{tests}*" for tests in
                                                                                                 ("kernel_test", "host_", "fake"))).split()
        self.assertEqual(sorted(found), sorted(tracked))
        for name, mode in found.items():
            self.assertEqual(mode, "-rwxr-xr-x" if name.startswith("kmod/dkms/") else "-rw-r--r--", name)
            self.assertEqual(self.dkms.text(f"{SOURCE}/{name}"), (TREE / name).read_text())

    def test_the_files_for_the_node_come_with_the_module(self) -> None:
        self.assertEqual([name for name in self.dkms.plain() if not name.startswith(SOURCE)], [
            "etc/modprobe.d/rusty.conf", "usr/lib/modules-load.d/rusty.conf", "usr/lib/sysusers.d/rusty.conf",
            "usr/lib/udev/rules.d/60-rusty.rules"])
        self.assertEqual(self.dkms.text("DEBIAN/conffiles").split(), ["/etc/modprobe.d/rusty.conf"])
        self.assertEqual(set(self.dkms.depends()) & {"g++", "dkms", "kmod"}, {"g++", "dkms", "kmod"})
        self.assertEqual(set(self.dkms.depends("Recommends")), {"mokutil", "openssl"})

    def test_the_command_its_manual_and_its_completions(self) -> None:
        self.assertEqual(self.utils.plain(), [
            "usr/bin/rusty", "usr/share/bash-completion/completions/rusty", "usr/share/fish/vendor_completions.d/rusty.fish",
            "usr/share/man/man1/rusty.1.gz", "usr/share/man/man4/rusty.4.gz", "usr/share/zsh/vendor-completions/_rusty"])
        self.assertEqual(self.utils.files["usr/bin/rusty"], "-rwxr-xr-x")
        self.assertLessEqual({"libacl1", "libkmod2", "libudev1", "libstdc++6"},
                             {re.sub("t64$", "", name) for name in self.utils.depends()})
        self.assertNotIn("DEBIAN/postinst", [str(path) for path in Path(self.utils.place.name).iterdir()])

    def test_the_library_is_complete(self) -> None:
        headers = [f"usr/include/{path.relative_to(TREE / 'userspace/include')}"
                   for path in (TREE / "userspace/include").rglob("*.h*")]
        self.assertEqual(self.dev.plain(), sorted([
            *headers, "usr/share/cmake/rusty/rusty-config-version.cmake", "usr/share/cmake/rusty/rusty-config.cmake",
            "usr/share/man/man3/librusty.3.gz", "usr/share/pkgconfig/rusty.pc"]))
        self.assertEqual(self.dev.text("usr/include/rusty/uapi.h"), (TREE / "kmod/uapi/rusty.h").read_text())
        self.assertIn("prefix=/usr\n", self.dev.text("usr/share/pkgconfig/rusty.pc"))
        examples = {path.name for path in (TREE / "userspace/examples").glob("*.cpp")}
        self.assertEqual({Path(name).name for name in self.dev.files if "/examples/" in name}, examples)
        self.assertLessEqual({"libudev-dev", "linux-libc-dev"}, set(self.dev.depends()))

    def test_the_postinst_makes_the_group_then_builds_then_loads(self) -> None:
        script = self.dkms.text("DEBIAN/postinst")
        steps = [script.index(step) for step in ("systemd-sysusers", "/usr/lib/dkms/common.postinst", "ischroot", "modprobe rusty")]
        self.assertEqual(steps, sorted(steps))

    def test_the_maintainer_scripts_are_shell(self) -> None:
        for name in ("postinst", "prerm", "postrm"):
            path = Path(self.dkms.place.name) / "DEBIAN" / name
            self.assertEqual(path.read_text().splitlines()[:2], ["#!/bin/sh", "set -e"])
            self.assertEqual(path.stat().st_mode & 0o777, 0o755)
            self.assertNotIn("#DEBHELPER#", path.read_text())
            subprocess.run(["sh", "-n", path], check=True)
        self.assertEqual([line for line in self.dkms.text("DEBIAN/triggers").splitlines() if line.startswith("interest")],
                         ["interest-noawait /usr/lib/gcc", "interest-noawait /usr/libexec/gcc"])

    def test_all_belongs_to_root_and_each_package_has_its_documents(self) -> None:
        for name, deb in self.debs.items():
            self.assertEqual(deb.owners, {"root/root"})
            if not name.endswith("-dbgsym"):
                self.assertLessEqual({f"usr/share/doc/{name}/copyright", f"usr/share/doc/{name}/changelog.Debian.gz"}, set(deb.files))
        self.assertLessEqual({"usr/share/doc/rusty-dkms/NEWS.Debian.gz", "usr/share/doc/rusty-dkms/README.Debian"},
                             set(self.dkms.files))

    def test_lintian_has_no_complaint(self) -> None:
        self.assertEqual(re.findall(r"^[EW]: .*", (self.folder / "lintian.log").read_text(), re.M), [])
        overridden = {line.split(": ")[1].split()[0] for path in TREE.glob("debian/*.lintian-overrides")
                      for line in path.read_text().splitlines() if not line.startswith("#")}
        self.assertEqual(overridden, {"initial-upload-closes-no-bugs", "appstream-metadata-missing-modalias-provide"})


class Bookworm(Checks, unittest.TestCase):
    suite = "bookworm"


class Trixie(Checks, unittest.TestCase):
    suite = "trixie"


class Forky(Checks, unittest.TestCase):
    suite = "forky"


class Reproducible(unittest.TestCase):
    def test_the_same_sources_give_the_same_packages(self) -> None:
        """Those of bookworm, once more, in a folder of another name."""
        first = ensure_packages("bookworm")
        with tempfile.TemporaryDirectory() as place:
            second = build("bookworm", Path(place) / "again", "elsewhere")
            for path in sorted([*first.glob("*.deb"), *first.glob("*.tar.*"), *first.glob("*.dsc")]):
                self.assertEqual(hashlib.sha256(path.read_bytes()).digest(),
                                 hashlib.sha256((second / path.name).read_bytes()).digest(), path.name)


if __name__ == "__main__":
    run_suites("Bookworm", "Trixie", "Forky", "Reproducible")
