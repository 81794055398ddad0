# SPDX-License-Identifier: MIT
"""No mistake is silent: each stops the build of a fork with one message that names the rule, the place and the correction."""

import re
import shutil
import tempfile
import unittest
from pathlib import Path
from typing import Dict, List, Optional, Sequence, Tuple

from tests.harness.counts import Count
from tests.harness.vm.build import TREE, source_files, synchronise
from tests.harness.vm.compilers import made_by
from tests.harness.vm.enter import enter
from tests.harness.vm.kernels import resolve
from tests.harness.vm.layers import Layer, layers_of
from tests.harness.vm.root import complete_root
from tests.harness.vm.tools import say
from .mistakes import COMPILED, FILES, GATED, SCANNED, Mistake

KBUILD = """MODULES := oops
cxx-root := $(src)
include $(cxx-root)/kmod/build/cxx.mk
$(call cxx-module,oops,kmod/oops)
"""


class Bench:
    """A fork in a suite's root, which is built again and again in one folder, so that files without mistakes are compiled once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("kmod/build", "kmod/kernel"):
            synchronise(TREE, source_files(TREE, [name]), folder / "fork")
            (folder / "fork" / ".sources").unlink()
        (folder / "fork/Kbuild").write_text(KBUILD)

    def build(self, cases: Sequence[Dict[str, str]], suite: str, settings: str = "") -> List[Tuple[int, str]]:
        for number, files in enumerate(cases):
            place = self.folder / "cases" / str(number)
            place.mkdir(parents=True)
            for name, text in files.items():
                (place / name).write_text(text)
        script = (f"for case in $(ls cases | sort -n); do rm -f fork/kmod/oops/oops*.* fork/kmod/oops/more.*; mkdir -p fork/kmod/oops;"
                  f" cp cases/$case/* fork/kmod/oops;"
                  f" make -C $KDIR M=/src/fork {settings} modules >cases/$case.log 2>&1; echo $? >cases/$case.status;"
                  f" [ $case != 0 ] || cp fork/kmod/oops/oops.o .; done")
        kernel, clang = resolve(suite), re.search(r"CXX=clang\+\+(-\d+)", settings)
        if clang:
            # (By name, as it may not be the one that builds modules for the suite's kernel.)
            complete_root(kernel, [*layers_of(kernel, False), Layer(f"clang{clang[1]}", (f"clang{clang[1]}",))])
        try:
            with tempfile.TemporaryFile("w+") as log:
                enter(kernel, ["sh", "-c", script], self.folder, log=log)
            return [(int((self.folder / f"cases/{number}.status").read_text()), (self.folder / f"cases/{number}.log").read_text())
                    for number in range(len(cases))]
        finally:
            shutil.rmtree(self.folder / "cases")


class Mistakes(unittest.TestCase):
    def check(self, mistakes: Dict[str, Mistake], suite: str, settings: str = "", builds: bool = True) -> None:
        with tempfile.TemporaryDirectory(prefix="rusty-mistakes-") as folder:
            built = Bench(Path(folder)).build([FILES, *(mistake.sources() for mistake in mistakes.values())], suite, settings)
            # (The messages are the same with each compiler, so only the object shows which one it was.)
            compiler = re.search(r"CXX=clang\+\+-(\d+)", settings)
            self.assertEqual(made_by(Path(folder, "oops.o")), {f"clang-{compiler[1]}" if compiler else resolve(suite).compiler})
        # The correct driver builds without a message.
        status, said = built[0]
        if builds:
            self.assertEqual(status, 0, said)
            self.assertNotRegex(said, "(?m)^cxx: (?!note: )|warning: (?!the compiler differs|pahole)")
        for (name, mistake), (status, said) in zip(mistakes.items(), built[1:]):
            with self.subTest(name):
                self.assertNotEqual(status, 0, f"{name} builds:\n{said}")
                self.assertRegex(said, mistake.expected())
                self.assertEqual(len(re.findall("(?m)^cxx: (?!note: )", said)), 1, f"more than one sentence:\n{said}")


class Bookworm(Mistakes):
    def test_mistakes_that_do_not_compile(self) -> None:
        self.check(COMPILED, "bookworm")

    def test_mistakes_that_no_compiler_looks_for(self) -> None:
        self.check(SCANNED, "bookworm")

    def test_mistakes_that_compile(self) -> None:
        self.check(GATED, "bookworm")


class Others(Mistakes):
    """Other compilers, which use other words: all in `make test-kernels`, and one of them in turn in `make test-slice`."""
    every = {**COMPILED, **GATED}
    # For these, binutils and g++ of bullseye, and clang, report the place of the use, not of the definition.
    no_line = ("an external variable of a template",)
    # (With these compilers this is no mistake.)
    sound = ("pr_debug in a template",)

    def without(self, *names: str) -> Dict[str, Mistake]:
        return {name: mistake for name, mistake in self.every.items() if name not in names}

    def test_gcc_10(self) -> None:
        self.check(self.without(*self.no_line), "bullseye")

    def test_gcc_16(self) -> None:
        self.check(self.without(*self.sound), "forky")

    # Debian's kernels are built by gcc, and clang does not have all of their flags: these replace them.
    clang = ("CXX=clang++-{} 'cxx-kernel-flags=-O2 -DMODULE -D__KERNEL__ -fno-strict-aliasing -fno-common -fno-PIE -mcmodel=kernel -mno-red-zone -mno-sse"
             " -mno-mmx -mno-80387 -mretpoline-external-thunk -fno-asynchronous-unwind-tables -fcf-protection=none {}'")

    # (It has too few of the flags for the gates.)
    def test_clang_14(self) -> None:
        self.check(COMPILED, "bookworm", self.clang.format(14, ""), builds=False)

    def test_clang_16(self) -> None:
        # (It reports a static local at the beginning of its function, and needs no libgcc to count bits.)
        self.check(self.without(*self.no_line, *self.sound, "a static local", "a helper of libgcc"), "bookworm", self.clang.format(16, "-mfunction-return=thunk-extern"))

    def test_clang_21(self) -> None:
        self.check(COMPILED, "forky", self.clang.format(21, "-mfunction-return=thunk-extern -fcf-protection=branch"), builds=False)


def test_others(turn: Optional[int] = None) -> Tuple[Count, List[str]]:
    """Runs all of Others, or the one whose turn it is; returns also the lines that name what failed."""
    names = unittest.defaultTestLoader.getTestCaseNames(Others)
    chosen = names if turn is None else [names[turn % len(names)]]
    say(f"compilers' messages about mistakes: {', '.join(chosen)}")
    wrong = [name for name in chosen if not unittest.TextTestRunner(verbosity=1).run(Others(name)).wasSuccessful()]
    return Count(len(chosen) - len(wrong), len(wrong)), [f"failed: compilers' messages about mistakes: {name}" for name in wrong]


if __name__ == "__main__":
    unittest.main(verbosity=1)
