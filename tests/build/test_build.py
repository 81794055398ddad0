# SPDX-License-Identifier: MIT
"""The build as its users see it: messages if something is missing, gates, settings, and reproducible modules."""

import hashlib
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Dict, List, Tuple

from tests.harness.vm.build import SOURCES, TREE, source_files, synchronise
from tests.harness.vm.enter import enter
from tests.harness.vm.kernels import resolve

BUILD = TREE / "kmod" / "build"


def shell(*words: str, path: str = "") -> Tuple[int, str]:
    environment = dict(os.environ, **({"PATH": path} if path else {}))
    done = subprocess.run(words, cwd=TREE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False, env=environment)
    return done.returncode, done.stdout


class Copy(unittest.TestCase):
    """A copy of the sources that a test may break, built by the Makefile in a suite's root."""
    suite = "bookworm"

    def setUp(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="rusty-build-"))
        self.addCleanup(shutil.rmtree, self.folder)
        synchronise(TREE, source_files(TREE, [*SOURCES, "userspace"]), self.folder)

    def make(self, *words: str, here: str = "/src", suite: str = "", environment: str = "",
             llvm: bool = False) -> Tuple[int, str]:
        with tempfile.TemporaryFile("w+") as log:
            status = enter(resolve(suite or self.suite), ["sh", "-c", environment + ' make -j2 "KDIR=$KDIR" "$@"', "sh", *words],
                           self.folder, here, llvm, log)
            log.seek(0)
            return status, log.read()

    def spoil(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text()
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1))

    def sections(self, name: str) -> str:
        return shell("readelf", "-SW", str(self.folder / name))[1]


class Compilers(unittest.TestCase):
    """compiler.sh, with fake compilers that only print their version."""

    def choose(self, compiler: str, there: Dict[str, str], asked: str = "") -> Tuple[int, str]:
        with tempfile.TemporaryDirectory() as folder:
            for tool in ("sh", "sed", "cut", "awk", "sort", "tr", "printf", "cat"):
                found = shutil.which(tool)
                if found:
                    os.symlink(found, Path(folder) / tool)
            for name, version in there.items():
                program = Path(folder) / name
                # One that is too old refuses the kernel's flags.
                program.write_text(f'#!/bin/sh\ncase $1 in -dumpversion) echo {version} ;; -dumpmachine) echo x86_64-linux-gnu ;; '
                                   f'*) [ {version} -ge 10 ] ;; esac\n')
                program.chmod(0o755)
            return shell("sh", str(BUILD / "compiler.sh"), compiler, asked, "-fno-such", path=folder)

    def test_the_one_of_the_same_version(self) -> None:
        self.assertEqual(self.choose("gcc-12", {"gcc-12": "12", "g++-12": "12", "g++": "14"}), (0, "g++-12\n"))

    def test_the_triplet_is_kept(self) -> None:
        there = {"x86_64-linux-gnu-gcc-16": "16", "x86_64-linux-gnu-g++-16": "16", "g++-16": "16"}
        self.assertEqual(self.choose("x86_64-linux-gnu-gcc-16", there), (0, "x86_64-linux-gnu-g++-16\n"))

    def test_one_without_the_triplet_of_the_same_machine(self) -> None:
        status, said = self.choose("x86_64-linux-gnu-gcc-16", {"x86_64-linux-gnu-gcc-16": "16", "g++-16": "16", "g++-14": "14"})
        self.assertEqual((status, said.splitlines()[-1]), (0, "g++-16"))

    def test_none_of_another_machine(self) -> None:
        status, said = self.choose("aarch64-linux-gnu-gcc-16", {"aarch64-linux-gnu-gcc-16": "16", "g++-16": "16"})
        self.assertEqual(status, 1)
        self.assertIn("apt-get install g++-16-aarch64-linux-gnu", said)

    def test_clang(self) -> None:
        self.assertEqual(self.choose("clang-19", {"clang-19": "19", "clang++-19": "19"}), (0, "clang++-19\n"))

    def test_a_launcher_is_kept(self) -> None:
        self.assertEqual(self.choose("ccache gcc-12", {"gcc-12": "12", "g++-12": "12"}), (0, "ccache g++-12\n"))

    def test_an_unversioned_compiler(self) -> None:
        self.assertEqual(self.choose("gcc", {"gcc": "12", "g++": "12"}), (0, "g++\n"))

    def test_the_nearest_is_reported(self) -> None:
        status, said = self.choose("gcc-12", {"gcc-12": "12", "g++-14": "14", "g++-16": "16"})
        self.assertEqual(status, 0)
        self.assertIn("taking g++-14 (14)\n", said)
        self.assertTrue(said.endswith("\ng++-14\n"))

    def test_the_nearest_that_accepts_the_flags(self) -> None:
        status, said = self.choose("gcc-10", {"gcc-10": "10", "g++-9": "9", "g++-12": "12"})
        self.assertEqual((status, said.splitlines()[-1]), (0, "g++-12"))

    def test_none_at_all_names_the_package(self) -> None:
        status, said = self.choose("gcc-12", {"gcc-12": "12"})
        self.assertEqual(status, 1)
        self.assertIn("apt-get install g++-12", said)

    def test_none_that_accepts_the_flags(self) -> None:
        status, said = self.choose("gcc-12", {"gcc-12": "12", "g++-9": "9"})
        self.assertEqual(status, 1)
        self.assertRegex(said, "g\\+\\+-9 cannot compile for it.*apt-get install g\\+\\+-12")

    def test_one_that_the_user_names(self) -> None:
        self.assertEqual(self.choose("gcc-12", {"gcc-12": "12", "my-g++": "12"}, "my-g++"), (0, "my-g++\n"))
        status, said = self.choose("gcc-12", {"gcc-12": "12"}, "no-such-g++")
        self.assertEqual(status, 1)
        self.assertIn("CXX=no-such-g++ is not a command here", said)


class Headers(unittest.TestCase):
    def test_missing_ones_name_their_package(self) -> None:
        for directory in ("/usr/src/linux-headers-6.1.0-99-amd64", "/lib/modules/6.1.0-99-amd64/build"):
            status, said = shell("sh", str(BUILD / "check-headers.sh"), directory)
            self.assertEqual((status, len(said.splitlines())), (1, 1))
            self.assertIn("apt-get install linux-headers-6.1.0-99-amd64", said)

    def test_a_kernel_that_is_not_debians(self) -> None:
        status, said = shell("sh", str(BUILD / "check-headers.sh"), "/lib/modules/6.99.1-custom/build")
        self.assertEqual(status, 1)
        self.assertIn("no Debian kernel", said)

    def test_a_folder_that_holds_none(self) -> None:
        status, said = shell("sh", str(BUILD / "check-headers.sh"), "/nowhere")
        self.assertEqual(status, 1)
        self.assertIn("cxx: KDIR=/nowhere holds no prepared kernel headers", said)


class Gates(Copy):
    """A file that compiles but is no proper kernel module stops the build, with a message. (Mistakes in drivers: test_mistakes.py.)"""

    def test_an_object_that_objtool_has_not_seen(self) -> None:
        self.spoil("kmod/build/cxx.mk", "$(call if_changed_rule,cc_o_c)", "$(CC) $(c_flags) -c -o $@ $<")
        status, said = self.make("modules", "MODULES=cpp_out_of_tree")
        self.assertNotEqual(status, 0, said)
        self.assertIn("objtool has not seen it", said)


class Probes(Copy):
    def test_an_answer_that_is_not_the_kernels_stops_the_build(self) -> None:
        self.spoil("kmod/build/probes.c", "no_kernel_has_a_function_of_this_name", "vmalloc_to_page")
        status, said = self.make("modules")
        self.assertNotEqual(status, 0)
        self.assertIn("the compile probes cannot be trusted: one that must fail has passed", said)

    def test_headers_with_errors_stop_the_build(self) -> None:
        self.spoil("kmod/build/probes.c", "#include <linux/mm.h>", "#include <linux/no-such-header.h>")
        status, said = self.make("modules")
        self.assertNotEqual(status, 0)
        self.assertIn("the compile probes cannot be trusted", said)

    # What a user gets on a kernel that is newer than all that the layer supports, or differs otherwise: the test removes a known way.
    def forget(self, facility: str, probe: str, suite: str) -> Tuple[int, str]:
        path = self.folder / f"kmod/kernel/{facility}/probe.c"
        path.write_text(path.read_text().replace(f"PROBE({probe})\n", f"PROBE({probe})\n#error forgotten\n"))
        return self.make("modules", suite=suite)

    def test_a_missing_necessity_stops_with_a_message(self) -> None:
        for suite, probe in (("forky", "VM_FLAGS_MOD"), ("bookworm", "VM_FLAGS_FIELD")):
            status, said = self.forget("mm", probe, suite)
            self.assertNotEqual(status, 0)
            self.assertIn("cxx: the headers of this kernel have no way that is known here to keep a mapping read-only (looked for: "
                          "vm_flags_mod vm_flags_field): look for a newer version of this driver\n", said)

    def test_a_missing_option_is_one_line_of_the_log(self) -> None:
        for suite, probe in (("forky", "COPY_SPLICE_READ"), ("bookworm", "GENERIC_FILE_SPLICE_READ")):
            status, said = self.forget("file", probe, suite)
            self.assertEqual(status, 0, said)
            self.assertNotIn("warning:", said)
            self.assertIn(b"without splice and sendfile: no way to it is known on this kernel", (self.folder / "rusty.ko").read_bytes())


    # (Debian has no such kernel: the configuration is undefined where the layer reads it.)
    def test_a_kernel_without_tracepoints_is_one_line_of_the_log(self) -> None:
        for name, before in (("build/layer.c", "#define pr_fmt"), ("build/layouts.c", "#include"), ("kernel/trace/trace.hpp", "#pragma once")):
            self.spoil(f"kmod/{name}", before, f"#undef CONFIG_TRACEPOINTS\n#undef CONFIG_EVENT_TRACING\n{before}")
        status, said = self.make("modules", suite="forky")
        self.assertEqual(status, 0, said)
        self.assertNotIn("warning:", said)
        module = (self.folder / "rusty.ko").read_bytes()
        self.assertIn(b"without tracepoints: this kernel is built without them", module)
        self.assertNotIn(b"__tracepoint_", module)


class Flags(Copy):
    def test_only_a_warning_may_be_dropped(self) -> None:
        status, said = self.make("modules", "MODULES=cpp_out_of_tree", "KCFLAGS=-Wno-pointer-sign -Wstrict-prototypes")
        self.assertEqual(status, 0, said)
        self.spoil("kmod/build/cxx.mk", "cxx-kernel-flags = ", "cxx-kernel-flags = -fno-such-flag ")
        status, said = self.make("modules")
        self.assertNotEqual(status, 0)
        self.assertIn("does not know the kernel's flag -fno-such-flag", said)


class Settings(Copy):
    def test_variables_for_other_programs_in_the_environment_are_ignored(self) -> None:
        status, said = self.make("modules", environment="CXX=no-such-g++ MODULES=most")
        self.assertEqual(status, 0, said)
        self.assertTrue((self.folder / "rusty.ko").exists())

    def test_a_module_that_is_not_there(self) -> None:
        status, said = self.make("modules", "MODULES=rusty most")
        self.assertEqual(status, 2)
        self.assertIn("there is no module most: there are rusty cpp_out_of_tree", said)

    def digests(self, names: List[str]) -> List[str]:
        return [hashlib.sha256((self.folder / name).read_bytes()).hexdigest() for name in names]

    def test_two_folders_give_the_same_bytes(self) -> None:
        modules = ["rusty.ko", "cpp_out_of_tree.ko"]
        for suite in ("bookworm", "forky"):
            seen = []
            for here in ("/src", "/build"):
                self.make("clean", here=here, suite=suite)
                status, said = self.make("modules", "MODULES=rusty cpp_out_of_tree", here=here, suite=suite)
                self.assertEqual(status, 0, said)
                self.assertIn(".debug_info", self.sections("rusty.ko"))
                seen.append(self.digests(modules))
            self.assertEqual(seen[0], seen[1], suite)

    def test_release_has_no_debug_information_and_debug_has_that_of_cxx(self) -> None:
        status, said = self.make("modules", "RELEASE=1", suite="forky")
        self.assertEqual(status, 0, said)
        self.assertNotIn(".debug_info", self.sections("rusty.ko"))
        self.assertNotIn(".debug_info", self.sections("kmod/rusty/rusty.o"))
        status, said = self.make("modules", "DEBUG=1", suite="forky")
        self.assertEqual(status, 0, said)
        self.assertIn(".debug_info", self.sections("kmod/rusty/rusty.o"))
        self.assertIn("number.hpp", shell("readelf", "--debug-dump=line", str(self.folder / "rusty.ko"))[1])

    def test_config_mk_is_read(self) -> None:
        (self.folder / "config.mk").write_text("MODULES = cpp_out_of_tree\nRELEASE = 1\n")
        status, said = self.make("modules")
        self.assertEqual(status, 0, said)
        self.assertTrue((self.folder / "cpp_out_of_tree.ko").exists())
        self.assertFalse((self.folder / "rusty.ko").exists())
        self.assertNotIn(".debug_info", self.sections("cpp_out_of_tree.ko"))

    def test_clean_leaves_the_sources_alone(self) -> None:
        before = sorted(str(path) for path in self.folder.rglob("*"))
        self.assertEqual(self.make("modules", "userspace", "MODULES=rusty cpp_out_of_tree", "CXXFLAGS=-O0")[0], 0)
        self.assertEqual(self.make("clean")[0], 0)
        self.assertEqual(before, sorted(str(path) for path in self.folder.rglob("*")))


if __name__ == "__main__":
    unittest.main(verbosity=1)
