# SPDX-License-Identifier: MIT
"""Quick tests of which kernels are tested, and of the resulting tables: no network, no QEMU."""

import os
import tempfile
import unittest
from pathlib import Path
from typing import Dict, List
from unittest import mock

from tests.harness import counts
from tests.harness.vm.kernels import Kernel
from tests.harness.vm.machines import MACHINES
from tests.harness.vm.tools import VmError
from . import results
from . import supported
from . import test_arches
from . import test_kernels
from . import test_slice
from .results import Result


def kernel(suite: str, release: str, compiler: str) -> Kernel:
    return Kernel(suite, release, release.split("-", 1)[1].split("-", 1)[-1], compiler, f"linux-image-{release}")


ARCHIVE: Dict[str, List[Kernel]] = {
    "bullseye": [kernel("bullseye", "5.10.0-32-rt-amd64", "gcc-10"), kernel("bullseye", "5.10.0-32-amd64", "gcc-10"),
                 kernel("bullseye", "5.10.0-30-amd64", "gcc-10")],
    "forky": [Kernel("forky", "7.2.12+deb14-amd64", "amd64", "gcc-16", "linux-binary-7.2.12+deb14-amd64")],
    "experimental": [Kernel("experimental", "7.3-amd64", "amd64", "gcc-17", "linux-binary-7.3-amd64")],
}


def archive(suite: str) -> List[Kernel]:
    if suite == "trixie":
        raise VmError("away")
    return ARCHIVE.get(suite, [])


def result(release: str, compiler: str = "gcc-12", suite: str = "bookworm", arch: str = "amd64", failed: int = 0,
           forward: bool = False, passed: int = 400) -> Result:
    return Result(suite, release, arch, compiler, "2.0", "3.0", passed, failed, "2026-11-20", forward)


class Warnings(unittest.TestCase):
    def test_that_the_users_tools_are_newer_than_the_kernel_is_no_warning_of_the_build(self) -> None:
        kbuild = "warning: {} differs from the one used to build the kernel\n  The kernel was built by: 1\n  You are using:           2\n"
        ours = "rusty.cpp:1:1: warning: unused variable"
        objtool = "rusty.o: warning: objtool: f+0x1: unreachable instruction"
        self.assertEqual(counts.build_warnings(kbuild.format("the compiler") + kbuild.format("pahole version")), [])
        self.assertEqual(counts.build_warnings(f"{kbuild.format('pahole version')}{ours}\n{objtool}\n"), [ours, objtool])


class Rows(unittest.TestCase):
    def setUp(self) -> None:
        self.enterContext(mock.patch.object(test_kernels, "kernels_of", archive))
        self.enterContext(mock.patch.object(test_kernels, "say"))

    def test_the_newest_of_each_flavour_and_a_missing_suite_hides_no_other(self) -> None:
        self.assertEqual([found.release for found in test_kernels.published()],
                         ["5.10.0-32-amd64", "5.10.0-32-rt-amd64", "7.2.12+deb14-amd64", "7.3-amd64"])

    def test_each_with_its_own_compiler_and_with_the_newest_that_is_released(self) -> None:
        rows = [(row.release, row.compiler, row.built_in) for row in test_kernels.rows()]
        self.assertEqual(rows[:2], [("5.10.0-32-amd64", "gcc-10", "bullseye"), ("5.10.0-32-amd64", "gcc-16", "forky")])
        self.assertEqual([row for row in rows if row[0] == "7.2.12+deb14-amd64"], [("7.2.12+deb14-amd64", "gcc-16", "forky")])

    def test_a_slice_leaves_nothing_out_for_ever(self) -> None:
        with mock.patch.object(test_slice, "resolve", lambda suite: ARCHIVE["forky"][0]):
            rows = test_slice.left_out()
        self.assertNotIn("7.2.12+deb14-amd64", [row.release for row in rows if not row.toolchain])
        self.assertEqual(len(rows) + 1, len(test_kernels.rows()))

    def test_each_turn_is_the_next(self) -> None:
        with mock.patch.dict(os.environ, {"SLICE": "7"}):
            self.assertEqual(test_slice.turn(), 7)
        with mock.patch.dict(os.environ, {"SLICE": "x"}), self.assertRaises(VmError):
            test_slice.turn()


class Architectures(unittest.TestCase):
    def test_tests_of_32_bit_programs_run_where_there_are_any(self) -> None:
        without = [arch for arch in MACHINES if "~[compat]" in test_arches.script(arch)]
        self.assertEqual(without, ["riscv64", "ppc64el"])

    def test_an_unknown_one_is_a_sentence(self) -> None:
        with self.assertRaisesRegex(VmError, "name one of arm64"):
            test_arches.kernel_of("vax")


class Tables(unittest.TestCase):
    def setUp(self) -> None:
        self.place = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.enterContext(mock.patch.object(results, "FRESH", self.place / "fresh"))
        self.enterContext(mock.patch.object(results, "RECORDED", self.place / "recorded"))

    def test_a_release_and_its_flavour(self) -> None:
        for release, parts in (("6.1.0-50-rt-amd64", ("6.1.0-50", "rt-amd64")), ("6.1.0-50-686-pae", ("6.1.0-50", "686-pae")),
                               ("7.2.12+deb14-amd64", ("7.2.12+deb14", "amd64")), ("7.3-cloud-amd64", ("7.3", "cloud-amd64")),
                               ("6.12.107+deb13-arm64-16k", ("6.12.107+deb13", "arm64-16k"))):
            self.assertEqual(results.version(result(release)), parts)

    def test_what_is_written_is_read(self) -> None:
        rows = [result("6.1.0-50-amd64"), result("7.3-amd64", forward=True)]
        results.write(self.place / "x.tsv", [row._replace(wrong=("failed: x",)) for row in rows])
        self.assertEqual(results.read(self.place / "x.tsv"), rows)

    def test_a_few_kernels_keep_the_others_results_and_a_full_run_does_not(self) -> None:
        results.write(self.place / "recorded" / "x.tsv", [result("6.1.0-50-amd64"), result("6.1.0-50-amd64", "gcc-16")])
        results.keep("x.tsv", [result("6.1.0-51-amd64", failed=1)], full=False)
        self.assertEqual([(row.release, row.failed) for row in results.read(self.place / "fresh" / "x.tsv")],
                         [("6.1.0-51-amd64", 1), ("6.1.0-50-amd64", 0)])
        results.keep("x.tsv", [result("7.2.12+deb14-amd64")], full=True)
        self.assertEqual(len(results.read(self.place / "fresh" / "x.tsv")), 1)

    def test_an_interrupted_run_keeps_finished_results(self) -> None:
        results.write(self.place / "recorded" / "x.tsv", [result("6.1.0-50-amd64"), result("6.1.0-50-rt-amd64")])
        with self.assertRaises(KeyboardInterrupt):
            results.collect("x.tsv", [lambda: result("6.1.0-51-amd64"), mock.Mock(side_effect=KeyboardInterrupt)], full=True)
        self.assertEqual([row.release for row in results.read(self.place / "fresh" / "x.tsv")], ["6.1.0-51-amd64", "6.1.0-50-rt-amd64"])

    def test_a_kernel_that_is_not_released_may_fail(self) -> None:
        with mock.patch("builtins.print") as printed:
            forward = result("7.3-amd64", failed=3, forward=True)._replace(wrong=("failed: 7.3-amd64: x",))
            self.assertEqual(results.finish([result("6.1.0-50-amd64"), forward]), 0)
            self.assertEqual(printed.call_args[0], ("400 passed, 0 failed",))
            wrong = "failed: 6.1.0-50-amd64: x"
            self.assertEqual(results.finish([result("6.1.0-50-amd64", failed=1)._replace(wrong=(wrong,))]), 1)
            self.assertEqual(printed.call_args[0], (wrong, "400 passed, 1 failed"))

    def test_the_table_says_what_failed(self) -> None:
        text = supported.block([result("6.1.0-50-amd64"), result("6.1.0-50-rt-amd64", "gcc-16"),
                                result("6.1.0-50-686-pae", arch="i386", failed=2)])
        self.assertIn("| bookworm | 6.1.0-50 | amd64 | amd64, rt-amd64 | gcc-12, gcc-16 | 800 passed in 2 runs |", text)
        self.assertIn("| bookworm | 6.1.0-50 | i386 | 686-pae | gcc-12 | 400 passed, **2 failed** in 1 run |", text)
        self.assertIn("Run on 2026-11-20: 3 ", text)


if __name__ == "__main__":
    unittest.main()
