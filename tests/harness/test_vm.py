# SPDX-License-Identifier: MIT
"""Quick tests of the VM harness: no network, no QEMU."""

import io
import json
import os
import stat
import subprocess
import tempfile
import time
import unittest
from pathlib import Path
from typing import Dict, List, Tuple
from unittest import mock

from tests.harness.counts import kernel_complaints
from tests.harness.session import warnings_of
from tests.harness.vm import apt, cache, image, unpack
from tests.harness.vm.boot import judge
from tests.harness.vm.build import ROOT_NOTE, Built, source_files, synchronise
from tests.harness.vm.channels import CONSOLE, SESSION, Both, Reader, Session
from tests.harness.vm.debug import missing_options
from tests.harness.vm.initramfs import Cpio
from tests.harness.vm.kernels import Kernel, parse_kernels, resolve
from tests.harness.vm.root import UNUSED
from tests.harness.vm.tools import VmError, reason

HEADERS = """Package: linux-headers-6.12.94+deb13-amd64
Version: 6.12.94-1
Depends: linux-headers-6.12.94+deb13-common (= 6.12.94-1), gcc-14

Package: linux-headers-6.12.107+deb13-amd64
Version: 6.12.107-1
Depends: linux-headers-6.12.107+deb13-common (= 6.12.107-1), gcc-14

Package: linux-headers-6.12.107+deb13-rt-amd64
Version: 6.12.107-1
Depends: gcc-14

Package: linux-headers-7.2.9+deb13-amd64
Version: 7.2.9-1~bpo13+1
Depends: gcc-14-for-host

Package: linux-headers-amd64
Version: 6.12.107-1
Depends: linux-headers-6.12.107+deb13-amd64
"""
PACKAGES = ["linux-image-6.12.94+deb13-amd64", "linux-image-6.12.107+deb13-amd64", "linux-image-6.12.107+deb13-rt-amd64",
            "linux-image-7.2.9+deb13-amd64", "linux-binary-7.2.9+deb13-amd64"]
INDEX: Dict[str, List[Kernel]] = {
    "trixie": parse_kernels("trixie", HEADERS, PACKAGES),
    "trixie-backports": parse_kernels("trixie-backports", HEADERS, PACKAGES),
}


def found(name: str) -> str:
    return resolve(name, lambda suite: INDEX.get(suite, [])).release


class KernelNames(unittest.TestCase):
    def test_a_suite_means_its_newest_default_kernel(self) -> None:
        self.assertEqual(found("trixie"), "6.12.107+deb13-amd64")

    def test_a_backports_suite_means_its_own_kernels_only(self) -> None:
        self.assertEqual(found("trixie-backports"), "7.2.9+deb13-amd64")
        self.assertEqual(INDEX["trixie-backports"][0].image, "linux-binary-7.2.9+deb13-amd64")

    def test_a_flavour_follows_the_suite_or_version(self) -> None:
        self.assertEqual(found("trixie-rt"), "6.12.107+deb13-rt-amd64")
        self.assertEqual(found("6.12-rt"), "6.12.107+deb13-rt-amd64")

    def test_a_version_prefix_ends_at_a_number(self) -> None:
        self.assertEqual(found("6.12"), "6.12.107+deb13-amd64")
        self.assertEqual(found("6.12.94"), "6.12.94+deb13-amd64")
        self.assertEqual(found("6.12.107+deb13-rt-amd64"), "6.12.107+deb13-rt-amd64")
        with self.assertRaises(VmError):
            found("6.1")

    def test_the_compiler_is_read_from_the_headers(self) -> None:
        self.assertEqual({kernel.compiler for rows in INDEX.values() for kernel in rows}, {"gcc-14"})

    def test_an_option_that_a_configuration_lost_is_named(self) -> None:
        wanted = "CONFIG_KASAN=y\n# CONFIG_SLUB_TINY is not set\n# CONFIG_KMSAN is not set\nCONFIG_SMP=y\n# CONFIG_VT is not set\n"
        got = "CONFIG_SLUB_TINY=y\nCONFIG_SMP=y\n# CONFIG_VT is not set\n"
        self.assertEqual(missing_options(wanted, got), ["CONFIG_KASAN=y", "# CONFIG_SLUB_TINY is not set"])
        self.assertEqual(missing_options("CONFIG_SMP=y\n# CONFIG_SMP is not set\n", "# CONFIG_SMP is not set\n"), [])

    def test_an_unknown_name_lists_what_exists(self) -> None:
        for name, hint in (("plan9", "bookworm"), ("trixie-cloud", "6.12.107+deb13-amd64"), ("9.9", "7.2.9+deb13-amd64")):
            with self.assertRaisesRegex(VmError, hint.replace("+", r"\+")):
                found(name)


class Mirror(unittest.TestCase):
    def test_the_hosts_own_main_archive_is_taken(self) -> None:
        rows = ("vendor-bookworm|main|Vendor|http://vendor/\nbookworm-security|main|Debian-Security|http://security/\n"
                "bookworm|main|Debian|http://mirror/\n")
        self.assertEqual(apt.choose_mirror(rows, "bookworm"), "http://mirror/")

    def test_a_host_that_never_updated_has_no_labels(self) -> None:
        self.assertEqual(apt.choose_mirror("bookworm|main|$(LABEL)|http://mirror/", "bookworm"), "http://mirror/")

    def test_no_archive_is_one_sentence(self) -> None:
        with self.assertRaisesRegex(VmError, "sources.list"):
            apt.choose_mirror("nodistro|main|X|http://x/", "bookworm")


class Archive(unittest.TestCase):
    def test_cpio_reads_what_was_written(self) -> None:
        out = io.BytesIO()
        archive = Cpio(out)
        archive.file("t/deep/file", b"hello", 0o755)
        archive.link("t/link", "/bin/sh")
        archive.device("dev/console", stat.S_IFCHR | 0o600, 5, 1)
        archive.close()
        data, at, entries = out.getvalue(), 0, {}
        self.assertEqual(len(data) % 4, 0)
        while True:
            self.assertEqual(data[at:at + 6], b"070701")
            fields = [int(data[at + 6 + 8 * i:at + 14 + 8 * i], 16) for i in range(13)]
            name = data[at + 110:at + 110 + fields[11] - 1].decode()
            body = at + 110 + fields[11] + -(110 + fields[11]) % 4
            entries[name] = (fields[1], data[body:body + fields[6]], (fields[9], fields[10]))
            at = body + fields[6] + -fields[6] % 4
            if name == "TRAILER!!!":
                break
        self.assertEqual(list(entries), ["t", "t/deep", "t/deep/file", "t/link", "dev", "dev/console", "TRAILER!!!"])
        self.assertEqual(entries["t/deep/file"], (stat.S_IFREG | 0o755, b"hello", (0, 0)))
        self.assertEqual(entries["t/link"][1], b"/bin/sh")
        self.assertEqual(entries["dev/console"][2], (5, 1))


class Verdicts(unittest.TestCase):
    def setUp(self) -> None:
        self.lines: List[str] = []
        self.session = Session(io.StringIO(), lambda channel, line: self.lines.append(line), "token")
        log = io.StringIO()
        log.name = "build/console.log"  # type: ignore[misc]
        self.console = Reader(CONSOLE, log, lambda channel, line: None)

    def say(self, text: str) -> None:
        for line in self.session.feed(text.encode()):
            self.session.show(line)

    def trouble(self, finished: bool = True) -> str:
        return judge(self.session, self.console, finished, 5, "", 0).splitlines()[0]

    def test_the_status_is_found_and_not_shown(self) -> None:
        self.say("token started\none\n\ntwo\n\ntoken 3\n")
        self.assertEqual((self.session.status, self.lines), (3, ["one", "", "two"]))
        self.assertEqual(judge(self.session, self.console, True, 5, "", 0), "")

    def test_output_without_a_newline_keeps_the_verdict(self) -> None:
        self.say("half\ntoken 0\n")
        self.assertEqual((self.session.status, self.lines), (0, ["half"]))

    def test_a_split_read_keeps_the_verdict(self) -> None:
        for piece in ("x\n\ntok", "en ", "0", "\n"):
            self.say(piece)
        self.assertEqual(self.session.status, 0)

    def test_what_only_looks_like_a_verdict_is_none(self) -> None:
        self.say("token\ntokens 0\n token 0\nvm-verdict 0\ntoken 0 0\nKernel panic - not syncing\n")
        self.assertIsNone(self.session.status)
        self.assertIn("without a verdict", self.trouble())

    def test_a_panic_names_its_first_cause(self) -> None:
        for line in ("[ 1.0] BUG: kernel NULL pointer dereference", *["trace"] * 50, "[ 1.1] Kernel panic - not syncing: Fatal"):
            self.console.show(line)
        self.assertIn("panicked: BUG: kernel NULL pointer", self.trouble())

    def test_a_panic_after_the_verdict_is_trouble(self) -> None:
        self.say("token 0\n")
        self.console.show("[ 1.1] Kernel panic - not syncing: late")
        self.assertIn("late", self.trouble())

    def test_a_hung_guest_is_named(self) -> None:
        self.assertIn("within 5 seconds", self.trouble(finished=False))


class Sources(unittest.TestCase):
    def test_only_changes_are_written_and_deleted_files_go(self) -> None:
        with tempfile.TemporaryDirectory() as place:
            tree, copy = Path(place, "tree"), Path(place, "copy")
            (tree / "kmod").mkdir(parents=True)
            copy.mkdir()
            for name in ("Kbuild", "kmod/a.c", "kmod/b.c"):
                (tree / name).write_text("1")
            synchronise(tree, source_files(tree, ["Kbuild", "kmod", "absent"]), copy)
            (copy / "kmod/a.o").write_text("object")
            os.utime(copy / "Kbuild", (1, 1))
            (tree / "kmod/a.c").write_text("2")
            (tree / "kmod/b.c").unlink()
            synchronise(tree, source_files(tree, ["Kbuild", "kmod"]), copy)
            self.assertEqual((copy / "Kbuild").stat().st_mtime, 1)
            self.assertEqual((copy / "kmod/a.c").read_text(), "2")
            self.assertEqual(sorted(path.name for path in (copy / "kmod").iterdir()), ["a.c", "a.o"])


class Cache(unittest.TestCase):
    def test_an_old_list_serves_without_a_network(self) -> None:
        with tempfile.TemporaryDirectory() as place, mock.patch.dict(os.environ, XDG_CACHE_HOME=place):
            suite = apt.Apt("trixie")
            with mock.patch.object(suite, "configure"), mock.patch.object(suite, "_update", return_value="no network"), \
                    mock.patch.object(apt, "say") as said:
                with self.assertRaisesRegex(VmError, "no network"):
                    suite.refresh()
                suite.stamp.write_text("")
                self.assertFalse(suite.refresh())
                old = time.time() - 9 * cache.DAY
                os.utime(suite.stamp, (old, old))
                self.assertFalse(suite.refresh())
                self.assertIn("9 days old", said.call_args[0][0])

    def test_a_damaged_note_names_what_to_remove(self) -> None:
        with tempfile.TemporaryDirectory() as place, mock.patch.dict(os.environ, XDG_CACHE_HOME=place):
            suite = apt.Apt("trixie")
            suite.stamp.write_text("")
            (suite.home / "kernels.json").write_text("[[")
            with self.assertRaisesRegex(VmError, "rm -r .*/index/trixie"):
                resolve("trixie")

    def test_a_truncated_package_is_one_sentence(self) -> None:
        with tempfile.TemporaryDirectory() as place:
            control = Path(place, "p/DEBIAN/control")
            control.parent.mkdir(parents=True)
            control.write_text("Package: p\nVersion: 1\nArchitecture: all\nMaintainer: x <x@example.org>\nDescription: x\n")
            Path(place, "p/data").write_bytes(os.urandom(100000))
            deb = Path(place, "p.deb")
            subprocess.run(["dpkg-deb", "-b", control.parents[1], deb], check=True, stdout=subprocess.DEVNULL)
            deb.write_bytes(deb.read_bytes()[:50000])
            with self.assertRaisesRegex(VmError, r"unpacking p\.deb .* failed: .*end"):
                unpack.unpack(deb, Path(place))


class OneLine(unittest.TestCase):
    """The kernel's log and the script's output on a single serial line."""

    def test_each_line_is_of_its_channel(self) -> None:
        seen: List[Tuple[str, str]] = []
        console = Reader(CONSOLE, io.StringIO(), lambda *words: seen.append(words))
        session = Session(io.StringIO(), lambda *words: seen.append(words), "token")
        both = Both(console, session)
        for line in ("[    0.1] booting", "[    0.2] cut shtoken started", "a test", "[   12.5] Kernel panic - not syncing: x",
                     "[3000us] from the log", "", "token 3", "[   13.0] reboot"):
            both.show(line)
        self.assertEqual(seen, [(CONSOLE, "[    0.1] booting"), (SESSION, "a test"), (CONSOLE, "[   12.5] Kernel panic - not syncing: x"),
                                (CONSOLE, "[3000us] from the log"), (CONSOLE, "[   13.0] reboot")])
        self.assertEqual((session.status, console.panicked), (3, True))


class Warnings(unittest.TestCase):
    def test_a_build_that_warned_compiles_everything_again(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            log, note = folder / "build.log", folder / ROOT_NOTE
            note.write_text("a root")
            log.write_text("  CC [M]  /build/it.o\n")
            self.assertEqual(warnings_of(Built(folder, [], log)), [])
            self.assertTrue(note.exists())
            log.write_text("/build/it.cpp:1:1: warning: unused variable\n")
            self.assertEqual(len(warnings_of(Built(folder, [], log))), 1)
            self.assertFalse(note.exists())


class Complaints(unittest.TestCase):
    def test_a_bug_in_the_self_test_is_a_complaint(self) -> None:
        warning = "[    1.0] WARNING: CPU: 0 PID: 1 at kmod/kernel/bug/shim.c:8"
        for line in (f"{warning} other+0x1/0x2 [rusty_selftest]", "[    1.0] BUG: KASAN: slab-use-after-free in x+0x1/0x2 [rusty_selftest]",
                     "[    1.0] sysfs: cannot create duplicate filename '/class/misc/rusty_selftest'"):
            self.assertEqual(kernel_complaints(f"[    1.0] harmless\n{line}\n"), [line])
        self.assertEqual(kernel_complaints(f"{warning} shim_warn+0x1/0x2 [rusty_selftest]\n"), [])


class Small(unittest.TestCase):
    def test_a_file_that_is_no_kernel_is_refused(self) -> None:
        with self.assertRaisesRegex(VmError, "no bzImage"):
            image.vmlinux_of(b"x" * 5000, "vmlinuz")

    def test_apt_names_its_reason(self) -> None:
        self.assertEqual(reason("W: old\nE: Unable to locate package x\nE: second\n"), "Unable to locate package x")

    def test_no_part_of_a_toolchain_is_left_out(self) -> None:
        for name in ("linux-headers-6.1.0-50-amd64", "linux-kbuild-6.1", "libc6", "perl-modules-5.36", "libicu72", "binutils"):
            self.assertIsNone(UNUSED.fullmatch(name), name)

    def test_parsed_kernels_survive_their_note(self) -> None:
        rows = INDEX["trixie"]
        self.assertEqual([Kernel(*row) for row in json.loads(json.dumps(rows))], rows)


if __name__ == "__main__":
    unittest.main()
