# SPDX-License-Identifier: MIT
"""Which compiler a build claims, and which one its objects name: the headers of a kernel may choose another than the command line."""

import os
import re
from pathlib import Path
from typing import List, Set

from .kernels import Kernel
from .layers import llvm_suffix
from .tools import VmError, needs, run

COMMENTS = {"gcc": re.compile(r"\bGCC: \(.*\) (\d+)\."), "clang": re.compile(r"\bclang version (\d+)\.")}


def claimed(kernel: Kernel, llvm: bool, root: Path) -> str:
    """gcc-12, clang-16: the compiler that must have made the modules of a build."""
    if not llvm and not kernel.llvm:
        return kernel.compiler
    # (The suite's own is a link: to clang-21, to ../lib/llvm-19/bin/clang.)
    number = re.search(r"-(\d+)", llvm_suffix(kernel) or os.readlink(root / "usr/bin/clang"))
    return f"clang-{number[1] if number else 'unknown'}"


def made_by(path: Path) -> Set[str]:
    """The compilers that an object or a module names in .comment."""
    text = run([needs("readelf", "binutils"), "-p", ".comment", path], f"reading {path}", env={**os.environ, "LC_ALL": "C"})
    return {f"{name}-{found[1]}" for name, pattern in COMMENTS.items() for found in pattern.finditer(text)}


def objects_of(module: Path, folder: Path) -> List[Path]:
    """The module and what it is linked from; of one in C++ the layer's C side, too."""
    objects = [module]
    for part in (f"{module.stem}.o", f"{module.stem}-layer.o", f"{module.stem}.mod.o"):
        objects += sorted(folder.rglob(part))
    for source in folder.rglob(f"{module.stem}.cpp"):
        for part in (".o", "-layer.o"):
            needed = source.parent / f"{source.stem}{part}"
            if needed not in objects:
                raise VmError(f"{module.name} has no object {needed.relative_to(folder)}, so nothing tells which compiler made it")
    return objects


def check_compiler(module: Path, folder: Path, compiler: str) -> None:
    """Raises unless the module and each of its objects are that compiler's, and no other's."""
    for path in objects_of(module, folder):
        makers = made_by(path)
        if makers != {compiler}:
            raise VmError(f"{path.relative_to(folder)} was to be made by {compiler}, and says that it was made by "
                          f"{' and '.join(sorted(makers)) or 'nobody'} (readelf -p .comment)")
