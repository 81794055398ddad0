# SPDX-License-Identifier: MIT
"""Static analysis of `make lint` that needs a kernel's headers or a newer compiler; silent if nothing is found."""

import argparse
import re
import sys
import tempfile
from pathlib import Path
from typing import List, Sequence, Tuple

from tests.harness.session import DRIVERS
from tests.harness.vm.build import MODULE_FOLDERS, TREE, build
from tests.harness.vm.enter import enter
from tests.harness.vm.kernels import Kernel, resolve
from tests.harness.vm.root import ensure_root
from tests.harness.vm.tools import VmError, guarded

SUITE = "trixie"  # clang 16 or later knows guards that functions return; sparse reads this suite's headers
MODULES = (*DRIVERS, "rusty_selftest")
HOST = "build/lint/host/generated"  # stands in for a kernel's headers (lint.sh makes it)
FINDING = re.compile(r"\b(warning|error):")
LOCKS = ("clang++", "-std=gnu++20", "-fsyntax-only", "-Werror", "-Wthread-safety", "-Wthread-safety-beta", "-DKERNEL_ON_HOST",
         "-DCONFIG_HZ=250", '-DKBUILD_MODNAME="lint"', f"-I{HOST}", "-I.", "-Ikmod", "-fno-exceptions", "-fno-rtti")


def run(kernel: Kernel, command: Sequence[str], folder: Path, here: str, llvm: bool = False) -> Tuple[int, str]:
    with tempfile.TemporaryFile("w+") as log:
        status = enter(kernel, command, folder, here, llvm, log)
        log.seek(0)
        return status, log.read()


def locks(kernel: Kernel) -> List[str]:
    """clang's thread safety analysis of every module, and of faults that it must find."""
    ensure_root(kernel, llvm=True)
    # (The list that tests/kit/selftest/selftest.mk makes for a kernel.)
    tests = sorted(path.parent.name for path in TREE.glob("kmod/kernel/*/kernel_test.hpp"))
    (TREE / HOST / "kernel_tests.h").write_text(
        "".join(f'#include "kernel/{name}/kernel_test.hpp"\n' for name in tests)
        + "namespace selftest { namespace { constexpr Facility all_facilities[] = {"
        + "".join(f'{{"{name}", {name}_tests}},' for name in tests) + "}; } }\n")
    found = []
    for module in (f"{MODULE_FOLDERS[name]}/{name}" for name in MODULES):
        declared = [f'-DKERNEL_DECLARATIONS="{module}.module.h"']
        declared += [f'-DKERNEL_EVENTS="{module}.events.h"'] * (TREE / f"{module}.events.h").exists()
        declared += [f'-DKERNEL_EXPORTS="{module}.exports.h"'] * (TREE / f"{module}.exports.h").exists()
        status, said = run(kernel, [*LOCKS, *declared, f"{module}.cpp"], TREE, "/src", llvm=True)
        found += [said.strip()] * (status != 0 or said != "")
    status, said = run(kernel, ["tests/kit/host/compile_fail.sh", "tests/lint/fault_locks.cpp", "--", *LOCKS, "-DKERNEL_DECLARATIONS=\"tests/kit/host/none.module.h\""], TREE, "/src", llvm=True)
    return found + [said.strip()] * (status != 0)


def c_side(kernel: Kernel, level: int, checker: Sequence[str], flags: Sequence[str], fault: str) -> List[str]:
    """A checker, run by kbuild on the layer's C side of every module (C=1: files that are compiled, C=2: all), and on its own fault."""
    ensure_root(kernel, analysis=True)
    status, said = run(kernel, [*checker, *flags, "tests/lint/faults.c"], TREE, "/src")
    if not re.search(fault, said):
        return [f"{checker[0]} does not find its planted fault in tests/lint/faults.c (status {status})\n{said}"]
    built = build(kernel, MODULES)
    for compiled in built.folder.rglob("*.o") if level == 1 else ():
        compiled.unlink()
    command = ["make", "-C", f"/lib/modules/{kernel.release}/build", "M=/build", f"MODULES={' '.join(MODULES)}", f"C={level}",
               f"CHECK={' '.join(checker)}", *(["CHECKFLAGS="] if flags else []), "modules"]
    status, said = run(kernel, command, built.folder, "/build")
    found = [line for line in said.splitlines() if FINDING.search(line)]
    if status or said.count("CHECK ") < len(MODULES):
        found.append(f"{checker[0]} was not run on each module's C side (make's status {status})\n{said}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("locks", "sparse", "analyzer"))
    what = parser.parse_args().what
    kernel = resolve(SUITE)
    if what == "locks":
        found = locks(kernel)
    elif what == "sparse":
        found = c_side(kernel, 1, ["sparse"], [], r"dereference of noderef expression")
    else:
        found = c_side(kernel, 2, [kernel.compiler, "-fanalyzer", "-S", "-o", "/dev/null"], ["-O1"], "Wanalyzer-use-after-free")
    if found:
        raise VmError("\n".join(found))
    return 0


if __name__ == "__main__":
    sys.exit(guarded(main))
