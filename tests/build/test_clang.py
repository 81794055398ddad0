# SPDX-License-Identifier: MIT
"""LLVM=1 on kernels that gcc has built: clang really compiles, with the kernel's own mitigations, or a message says what to type."""

import re
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import List, Tuple

from tests.harness.vm.build import build
from tests.harness.vm.compilers import check_compiler, claimed
from tests.harness.vm.kernels import resolve
from tests.harness.vm.layers import llvm_suffix
from tests.harness.vm.root import ensure_root
from tests.harness.vm.tools import VmError
from .test_build import BUILD, Copy, shell



def setting(suite: str) -> str:
    return f"LLVM={llvm_suffix(resolve(suite)) or 1}"


class Claims(unittest.TestCase):
    """The compiler that a build claims, compared with the one that its objects name in .comment."""
    GCC, CLANG = "GCC: (Debian 12.2.0-14+deb12u1) 12.2.0", "Debian clang version 16.0.6 (15~deb12u1)"

    def check(self, compiler: str, **makers: str) -> None:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            (folder / "driver").mkdir()
            (folder / "driver/module.cpp").write_text("")
            for name, maker in {"whole": self.CLANG, "cxx": self.CLANG, "layer": self.CLANG, **makers}.items():
                target = folder / {"whole": "module.ko", "cxx": "driver/module.o", "layer": "driver/module-layer.o"}[name]
                if maker != "missing":
                    subprocess.run(["gcc", "-x", "assembler", "-c", "-", "-o", target], check=True, text=True,
                                   input="".join(f'.ident "{line}"\n' for line in maker.splitlines()))
            check_compiler(folder / "module.ko", folder, compiler)

    def test_the_one_that_is_claimed(self) -> None:
        self.check("clang-16")
        self.check("gcc-12", whole=self.GCC, cxx=self.GCC, layer=self.GCC)

    def test_another_version(self) -> None:
        with self.assertRaisesRegex(VmError, "module.ko was to be made by clang-19, and says that it was made by clang-16"):
            self.check("clang-19")

    def test_another_compiler_for_one_object(self) -> None:
        for name in ("cxx", "layer"):
            with self.assertRaisesRegex(VmError, "by clang-16, and says that it was made by gcc-12"):
                self.check("clang-16", **{name: self.GCC})

    def test_two_in_one_module(self) -> None:
        with self.assertRaisesRegex(VmError, "module.ko .* by clang-16 and gcc-12"):
            self.check("clang-16", whole=f"{self.CLANG}\n{self.GCC}")

    def test_an_object_that_names_none_or_is_not_there(self) -> None:
        with self.assertRaisesRegex(VmError, "module-layer.o .* by nobody"):
            self.check("clang-16", layer="")
        with self.assertRaisesRegex(VmError, "module.ko has no object driver/module-layer.o"):
            self.check("clang-16", layer="missing")


class Modules(Copy):
    sample = "kmod/samples/cpp_out_of_tree"

    def make_sample(self, suite: str) -> None:
        status, said = self.make("modules", "MODULES=cpp_out_of_tree", setting(suite), suite=suite, llvm=True)
        self.assertEqual(status, 0, said)
        self.assertNotIn("warning:", said)
        self.check_compiler("cpp_out_of_tree.ko", suite)

    def check_compiler(self, module: str, suite: str, llvm: bool = True) -> None:
        kernel = resolve(suite)
        check_compiler(self.folder / module, self.folder, claimed(kernel, llvm, ensure_root(kernel, True)))

    def read(self, option: str, name: str) -> str:
        return shell("readelf", option, str(self.folder / name))[1]

    # (An indirect call in C++ that the compiler cannot make direct.)
    def test_clang_compiles_with_the_kernels_mitigations(self) -> None:
        self.spoil(f"{self.sample}.cpp", "\nnamespace\n{\n", "\nextern int (*volatile anything)();\nint (*volatile anything)();\n"
                   "int call();\nint call() { return anything() + 1; }\n\nnamespace\n{\n")
        for suite in ("bookworm", "trixie", "forky"):
            with self.subTest(suite):
                self.make_sample(suite)
                for name in (f"{self.sample}.o", "cpp_out_of_tree.ko"):
                    self.assertRegex(self.read("-sW", name), r"UND __x86_indirect_thunk_r11\n")
                    self.assertRegex(self.read("-sW", name), r"UND __x86_return_thunk\n")
                sections = self.sections("cpp_out_of_tree.ko")
                self.assertIn(" .retpoline_sites ", sections)
                self.assertIn(" .return_sites ", sections)
                self.assertIn("retpoline=Y", self.read("-p.modinfo", "cpp_out_of_tree.ko"))

    def test_no_module_is_made_without_retpolines(self) -> None:
        for words in ([], [setting("bookworm")]):
            status, said = self.make("modules", "RETPOLINE_CFLAGS=", *words, llvm=True)
            self.assertNotEqual(status, 0)
            self.assertRegex(said, "cxx: this kernel has retpolines, and kbuild gives .*(gcc-12|clang-16) no flag for them")

    def test_ftrace_finds_calls(self) -> None:
        """If there were a nop instead of the call, a kernel built by gcc would disable ftrace."""
        for suite in ("bookworm", "trixie"):  # by recordmcount, by objtool
            with self.subTest(suite):
                self.make_sample(suite)
                size = re.search(r" __mcount_loc +PROGBITS +\S+ \S+ (\S+)", self.sections("cpp_out_of_tree.ko"))
                calls = re.findall(r"R_X86_64_PLT32 .* __fentry__", self.read("-rW", "cpp_out_of_tree.ko"))
                self.assertGreater(len(calls), 0)
                self.assertEqual(len(calls), int(size[1], 16) // 8 if size else 0)

    def test_the_layouts_are_those_that_gcc_sees(self) -> None:
        seen: List[List[str]] = []
        for words in ([], [setting("forky")]):
            self.assertEqual(self.make("modules", "MODULES=rusty", *words, suite="forky", llvm=True)[0], 0)
            self.check_compiler("rusty.ko", "forky", bool(words))
            seen.append([(self.folder / f"kmod/rusty/rusty.build/kernel/{name}.h").read_text() for name in ("layouts", "probes")])
        self.assertEqual(seen[0], seen[1])

    def test_kbuild_alone_says_what_to_type(self) -> None:
        for words in ("LLVM=1", "CC=clang-16"):
            # (Before the command that make() would run.)
            status, said = self.make(environment=f"make -C $KDIR M=/src {words} modules; exit $?;", llvm=True)
            self.assertNotEqual(status, 0)
            self.assertRegex(said, r"cxx: gcc has built this kernel, .*type 'make -C /src KDIR=/usr/src/linux-headers-\S+ LLVM=1 modules'")

    def test_a_row_without_its_compiler_fails(self) -> None:
        with self.assertRaisesRegex(VmError, "was to be made by clang-16, and says that it was made by gcc-12"):
            build(resolve("bookworm"), ["cpp_out_of_tree"], True, make_arguments=["LLVM="], tree=self.folder)


class Answers(unittest.TestCase):
    """clang.sh, with a clang that knows all flags but some."""

    def ask(self, config: str, llvm: str = "1", unknown: str = "none", old: bool = False) -> Tuple[int, str, str]:
        with tempfile.TemporaryDirectory() as place:
            kernel, header = Path(place, "kernel"), Path(place, "out/clang.h")
            (kernel / "include/config").mkdir(parents=True)
            (kernel / "include/config/auto.conf").write_text("".join(f"CONFIG_{word}\n" for word in config.split()))
            (kernel / "scripts").mkdir()
            if not old:
                (kernel / "scripts/Makefile.clang").write_text("")
            for name, says in (("clang-16", "Debian clang version 16.0.6"), ("ld.lld-16", "Debian LLD 16.0.6 (compatible with GNU ld)")):
                (Path(place) / name).write_text(f'#!/bin/sh\ncase "$*" in --version) echo "{says}" ;; *{unknown}*) exit 1 ;; esac\n')
                (Path(place) / name).chmod(0o755)
            status, said = shell("sh", str(BUILD / "clang.sh"), str(kernel), llvm, "", str(header), path=f"{place}:/usr/bin:/bin")
            return status, said, header.read_text() if header.exists() else ""

    GCC = "CC_IS_GCC=y GCC_VERSION=120200 X86_64=y "

    def test_a_kernel_built_by_clang_needs_none(self) -> None:
        self.assertEqual(self.ask("CC_IS_CLANG=y X86_64=y"), (0, "", ""))

    def test_a_kernel_that_is_too_old_is_refused(self) -> None:
        self.assertIn("too old to have modules built by clang", self.ask(self.GCC, "-16", old=True)[1])

    def test_make_and_c_are_told_the_same(self) -> None:
        status, said, header = self.ask(self.GCC, "-16")
        self.assertEqual(status, 0, said)
        for word in ("'CC=clang-16'", "'CONFIG_CC_IS_GCC='", "'CONFIG_CC_IS_CLANG=y'", "'CONFIG_CLANG_VERSION=160006'"):
            self.assertIn(word, said)
        self.assertRegex(header, r"#include <linux/kconfig.h>\n(.*\n)*#undef CONFIG_CC_IS_GCC\n")
        self.assertIn("#define CONFIG_CLANG_VERSION 160006\n", header)

    def test_a_mitigation_that_clang_does_not_know_stops(self) -> None:
        for symbol, flag in (("RETHUNK", "-mfunction-return=thunk-extern"), ("MITIGATION_RETPOLINE", "-mretpoline-external-thunk"),
                             ("MITIGATION_SLS", "-mharden-sls=all"), ("X86_KERNEL_IBT", "-fcf-protection=branch")):
            status, said, header = self.ask(f"{self.GCC} {symbol}=y", "-16", flag)
            self.assertEqual((status, header, len(said.splitlines())), (1, "", 1))
            self.assertIn(f"cxx: clang 16 does not know {flag}, without which a module would undo CONFIG_{symbol} of this kernel", said)

    def test_stack_variables_are_zeroed_by_an_older_clang_too(self) -> None:
        config = f"{self.GCC} INIT_STACK_ALL_ZERO=y CC_HAS_AUTO_VAR_INIT_ZERO_BARE=y"
        self.assertNotIn("ENABLER", self.ask(config, "-16")[1])
        # (Older versions accept the flag only together with a second one.)
        self.assertIn("'CONFIG_CC_HAS_AUTO_VAR_INIT_ZERO_ENABLER=y'", self.ask(config, "-16", '"auto-var-init=zero -x"')[1])

    def test_dependent_answers_are_given_too(self) -> None:
        """Otherwise the C side reads per-CPU data, such as current, without its segment."""
        said = self.ask(f"{self.GCC} CC_HAS_NAMED_AS=y USE_X86_SEG_SUPPORT=y", "-16")[1]
        self.assertIn("'CONFIG_CC_HAS_NAMED_AS=' 'CONFIG_USE_X86_SEG_SUPPORT='", said)

    def test_ftraces_calls_are_listed_by_a_tool_that_leaves_them_calls(self) -> None:
        said = self.ask(f"{self.GCC} FTRACE_MCOUNT_USE_CC=y HAVE_OBJTOOL_NOP_MCOUNT=y", "-16")[1]
        self.assertIn("'CONFIG_FTRACE_MCOUNT_USE_OBJTOOL=y' 'CONFIG_HAVE_OBJTOOL_NOP_MCOUNT='", said)
        status, said, _ = self.ask(f"{self.GCC} FTRACE_MCOUNT_USE_CC=y HAVE_OBJTOOL_MCOUNT=y", "-16")
        self.assertEqual(status, 1)
        self.assertIn("leave LLVM out", said)

    def test_missing_tools_name_their_packages(self) -> None:
        status, said, _ = self.ask(self.GCC, "-17")
        self.assertEqual((status, len(said.splitlines())), (1, 1))
        self.assertIn("apt-get install clang-17 lld-17 llvm-17", said)


if __name__ == "__main__":
    unittest.main(verbosity=1)
