# SPDX-License-Identifier: MIT
"""The modules that are compared: rusty, its twin in C and an empty one, built in one root; their sizes, and how long it takes."""

import shutil
import time
from pathlib import Path
from typing import Dict, List, NamedTuple, Sequence

from tests.harness.vm import cache
from tests.harness.vm.build import SOURCES, TREE, source_files, synchronise
from tests.harness.vm.compilers import check_compiler, claimed
from tests.harness.vm.enter import enter
from tests.harness.vm.kernels import Kernel
from tests.harness.vm.root import ensure_root
from tests.harness.vm.tools import VmError, needs, run, tail

BESIDE = ("tests/bench/twin", "tests/bench/empty")
# The column, the module, and the folder that kbuild builds.
MODULES = (("rusty", "rusty", "."), ("twin", "ctwin", "tests/bench/twin"), ("floor", "empty", "tests/bench/empty"))
# What a section counts as; the rest of what is loaded is the kernel's own bookkeeping (ORC, ftrace, parameters, ...).
KINDS = {".text": ("text", ".init.text", ".exit.text"), ".rodata": ("rodata",), ".data": ("data", "bss", ".ref.data")}


class Module(NamedTuple):
    column: str
    path: Path             # without debug information, as it is installed
    sizes: Dict[str, int]  # bytes


def make_command(kernel: Kernel, where: str, *words: str, jobs: int = 2) -> List[str]:
    return ["make", f"-j{jobs}", "-C", f"/lib/modules/{kernel.release}/build", f"M=/build/{where}".rstrip("/."), *words]


def make(kernel: Kernel, folder: Path, where: str, *words: str) -> float:
    """Runs make for one of the modules; the seconds that it took."""
    log = folder / "build.log"
    begun = time.monotonic()
    with open(log, "w", encoding="utf-8") as output:
        status = enter(kernel, make_command(kernel, where, *words), folder, "/build", log=output)
    if status:
        raise VmError(f"building {where} for {kernel.release} failed; the log is in {log}\n"
                      f"{tail(log.read_text(errors='replace'), 30)}")
    return time.monotonic() - begun


def make_module(kernel: Kernel, folder: Path, where: str, name: str, *words: str) -> Path:
    """Builds one of the modules, and checks its compiler's version: modules are compared only if one compiler has made them."""
    make(kernel, folder, where, *words, "modules")
    made = folder / where / f"{name}.ko"
    check_compiler(made, folder / where, claimed(kernel, False, ensure_root(kernel)))
    return made


def section_sizes(path: Path) -> Dict[str, int]:
    """The sections that are loaded."""
    found: Dict[str, int] = {}
    for line in run([needs("readelf", "binutils"), "-SW", path], "reading a module").splitlines():
        words = line.replace("[ ", "[").split()
        if len(words) > 7 and words[0].startswith("[") and "A" in words[7]:
            found[words[1]] = found.get(words[1], 0) + int(words[5], 16)
    return found


def kind_of(section: str) -> str:
    for kind, names in KINDS.items():
        if section in names or any(section == f".{name}" or section.startswith(f".{name}.") for name in names):
            return kind
    return "other"


def sizes_of(path: Path, scratch: Path) -> Dict[str, int]:
    sizes = {kind: 0 for kind in (*KINDS, "other")}
    for section, size in section_sizes(path).items():
        sizes[kind_of(section)] += size
    bare = scratch / "bare.ko"
    run([needs("objcopy", "binutils"), "-R", ".BTF", "-R", ".BTF.base", path, bare], "removing a module's BTF")
    return {".text + .rodata + .data": sum(sizes[kind] for kind in KINDS), **sizes,
            ".ko with BTF": path.stat().st_size, ".ko without BTF": bare.stat().st_size}


def sources(kernel: Kernel, tree: Path = TREE, name: str = "") -> Path:
    """A copy of the sources for this kernel alone, or for one of its builds."""
    other = name or ("" if tree == TREE else tree.name)
    # (Separate folders: a module's sources are searched for in its whole folder.)
    folder = TREE / "build" / "bench" / (f"{kernel.release}-{other}" if other else kernel.release)
    folder.mkdir(parents=True, exist_ok=True)
    synchronise(tree, source_files(tree, [*SOURCES, *BESIDE]), folder)
    return folder


def build_modules(kernel: Kernel, wanted: Sequence[str] = ("rusty", "twin", "floor"), tree: Path = TREE) -> List[Module]:
    folder = sources(kernel, tree)
    built = []
    with cache.locked(cache.lock_name("bench", folder)), cache.scratch() as scratch:
        for column, name, where in MODULES:
            if column not in wanted:
                continue
            made = make_module(kernel, folder, where, name)
            # (Not in the folder that `make clean` empties.)
            kept = folder.with_name(f"{folder.name}-modules")
            kept.mkdir(exist_ok=True)
            stripped = kept / f"{name}.ko"
            shutil.copy(made, stripped)
            run([needs("strip", "binutils"), "--strip-debug", stripped], "stripping a module")
            built.append(Module(column, stripped, sizes_of(stripped, scratch)))
    return built


def build_times(kernel: Kernel, rounds: int = 5) -> Dict[str, float]:
    """The seconds of a clean build; the shortest of several rounds, as any disturbance makes it longer."""
    folder = sources(kernel)
    taken: Dict[str, List[float]] = {}
    with cache.locked(cache.lock_name("bench", folder)):
        for _ in range(rounds):
            for column, _, where in MODULES:
                make(kernel, folder, where, "clean")
                taken.setdefault(column, []).append(make(kernel, folder, where, "modules"))
    return {column: min(seconds) for column, seconds in taken.items()}
