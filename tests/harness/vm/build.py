# SPDX-License-Identifier: MIT
"""Builds kernel modules for one kernel, in its own suite's root, from a private copy of the sources."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Dict, List, NamedTuple, Sequence

from . import cache
from .apt import NATIVE
from .compilers import check_compiler, claimed
from .enter import enter
from .kernels import Kernel
from .layers import llvm_suffix
from .machines import MACHINES
from .root import ensure_root
from .tools import VmError, say, tail

TREE = Path(__file__).resolve().parents[3]
# The folder of each module, as Kbuild has it.
MODULE_FOLDERS: Dict[str, str] = dict(re.findall(r"^\$\(call cxx-module,(\w+),(\S+)\)", (TREE / "Kbuild").read_text(), re.M))
# What a module build reads; tests and other projects can pass their own.
SOURCES = ("Kbuild", "Makefile", "dkms.conf", "config", "kmod", *MODULE_FOLDERS.values())


# In a build folder: the root that its objects were made in.
ROOT_NOTE = ".root"


class Built(NamedTuple):
    folder: Path
    modules: List[Path]
    log: Path


def work_folder(kernel: Kernel, llvm: bool = False, tree: Path = TREE) -> Path:
    """Where a kernel's build and boot logs go."""
    compiler = "clang" if llvm or kernel.llvm else kernel.compiler if kernel.toolchain else "gcc"
    return tree / "build" / "vm" / f"{kernel.release}-{compiler}"


def source_files(tree: Path, sources: Sequence[str]) -> List[str]:
    """Tracked and new files, but nothing that git ignores (an object built for another kernel)."""
    if (tree / ".git").exists() and shutil.which("git"):
        # safe.directory: the tree may belong to another user than the one who runs the tests.
        done = subprocess.run(["git", "-c", f"safe.directory={tree}", "-C", str(tree), "ls-files", "-z", "--cached", "--others",
                               "--exclude-standard", "--", *sources], stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode == 0:
            return sorted(name for name in done.stdout.split("\0") if name and (tree / name).is_file())
    found = [path for name in sources for path in ([tree / name] if (tree / name).is_file() else (tree / name).rglob("*"))]
    return sorted({str(path.relative_to(tree)) for path in found if path.is_file()})


def synchronise(tree: Path, names: Sequence[str], copy: Path) -> None:
    """Makes the copy match; an unchanged file keeps its time, so that make rebuilds only what changed."""
    manifest = copy / ".sources"
    before = manifest.read_text().splitlines() if manifest.exists() else []
    for gone in set(before) - set(names):
        (copy / gone).unlink(missing_ok=True)
    for name in names:
        content, target = (tree / name).read_bytes(), copy / name
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        target.chmod((tree / name).stat().st_mode & 0o777 | 0o600)
    manifest.write_text("\n".join(names))


def build(kernel: Kernel, modules: Sequence[str] = (), llvm: bool = False, debug: bool = False,
          make_arguments: Sequence[str] = (), live: bool = False, tree: Path = TREE,
          sources: Sequence[str] = SOURCES) -> Built:
    """Makes `modules` (paths without .ko; all that Kbuild names if empty); raises VmError with the log's end on failure,
    and if another compiler made them than the one that is asked for."""
    root = ensure_root(kernel, llvm)
    folder = work_folder(kernel, llvm, tree)
    with cache.locked(cache.lock_name("build", folder)):
        return _build(kernel, root, folder, modules, llvm, debug, make_arguments, live, tree, sources)


def _build(kernel: Kernel, root: Path, folder: Path, modules: Sequence[str], llvm: bool, debug: bool,
           make_arguments: Sequence[str], live: bool, tree: Path, sources: Sequence[str]) -> Built:
    # Objects of another compiler version must not be taken for up to date.
    note = folder / ROOT_NOTE
    if folder.exists() and (not note.exists() or note.read_text() != root.name):
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    note.write_text(root.name)
    names = source_files(tree, sources)
    if not names:
        raise VmError(f"found no sources in {tree} (looked for {', '.join(sources)})")
    synchronise(tree, names, folder)
    headers = f"/lib/modules/{kernel.release}/build"
    command = ["make", f"-j{os.cpu_count() or 2}"]
    # (kbuild alone does not build with clang for a kernel that gcc has built.)
    command += [f"KDIR={headers}"] if llvm else ["-C", headers, "M=/build"]
    command += [f"MODULES={' '.join(modules)}"] if modules else []
    command += [f"LLVM={llvm_suffix(kernel) or 1}"] if llvm or kernel.llvm else []
    # (As a user types whose compiler is not the one that the headers name.)
    command += [f"CC={kernel.compiler}"] if kernel.toolchain else []
    # (The headers of Debian 12 would know it from dpkg's variables alone.)
    command += [f"CROSS_COMPILE={MACHINES[kernel.arch].triplet}-"] if kernel.arch != NATIVE else []
    command += ["DEBUG=1"] if debug else []
    log = folder / "build.log"
    if live:
        say(f"building for {kernel.release}: {' '.join(command)}")
    with open(log, "w", encoding="utf-8") as output:
        status = enter(kernel, [*command, *make_arguments, "modules"], folder, "/build", llvm, output, live)
    text = log.read_text(errors="replace")
    if status:
        shown = "" if live else tail(text, 40) + "\n"
        raise VmError(f"building for {kernel.release} failed (make's status {status}); the whole log is in {log}\n{shown}".rstrip())
    made = [folder / f"{name}.ko" for name in modules] or sorted(folder.rglob("*.ko"))
    for path in made:
        if not path.exists():
            raise VmError(f"building for {kernel.release} made no {path.relative_to(folder)}; the log is in {log}")
        check_compiler(path, folder, claimed(kernel, llvm, root))
    return Built(folder, made, log)


def forget(built: Built) -> None:
    """Everything is compiled again next time."""
    (built.folder / ROOT_NOTE).unlink(missing_ok=True)
