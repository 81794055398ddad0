# SPDX-License-Identifier: MIT
"""Builds our user space for one kernel's suite, in its own root, and finds the shared libraries that it needs there."""

import os
import re
from pathlib import Path
from typing import Dict, List, NamedTuple, Sequence

from . import cache, compiler_cache
from .build import TREE, work_folder
from .enter import enter
from .kernels import Kernel
from .root import ensure_root
from .tools import VmError, say, tail


class Client(NamedTuple):
    folder: Path                # make's OUT
    root: Path                  # the suite's root
    libraries: Dict[str, Path]  # their paths in a guest, and here


def build_client(kernel: Kernel, makefile: str = "userspace/userspace.mk", targets: Sequence[str] = ("all",),
                 programs: Sequence[str] = ("rusty",), flags: str = "-O0 -g0") -> Client:
    """Makes `targets` of a makefile of ours, in the suite's root, so that the host needs no compiler; the libraries are
    those of `programs` (below OUT, or the root's own by an absolute path)."""
    root = ensure_root(kernel, client=True)
    # (Not the module's folder: clang's and gcc's share one user space, and a compiler's version is in the root's name.)
    out = work_folder(kernel) / "client" / root.name
    with cache.locked(cache.lock_name("client", out)):
        out.mkdir(parents=True, exist_ok=True)
        log = out / f"{Path(makefile).stem}.log"
        say(f"building user space for Debian {kernel.suite} with {kernel.compiler.replace('gcc', 'g++')}")
        inside = f"/src/{out.relative_to(TREE)}"
        make = ["env", *(f"{name}={value}" for name, value in compiler_cache.settings("/tmp/ccache", "/src").items()),
                "make", "-j2", "-f", makefile, f"OUT={inside}", "CXX=ccache g++", f"CXXFLAGS={flags}", *targets]
        with open(log, "w", encoding="utf-8") as output:
            status = enter(kernel, make, TREE, log=output, ccache=compiler_cache.folder())
            # (What ldd does; the root has none.)
            for name in programs if status == 0 else ():
                program = name if name.startswith("/") else f"{inside}/{name}"
                status = status or enter(kernel, ["env", "LD_TRACE_LOADED_OBJECTS=1", program], TREE, log=output)
        text = log.read_text(errors="replace")
        if status:
            raise VmError(f"building user space for Debian {kernel.suite} failed; the log is in {log}\n{tail(text, 40)}")
        return Client(out, root, {name: beneath(root, name) for name in libraries(text)})


def beneath(root: Path, name: str) -> Path:
    """A file of the root by its name there: links are followed as a process in that root would follow them."""
    path = root
    words = [word for word in name.split("/") if word]
    while words:
        word = words.pop(0)
        if word == "..":
            path = path.parent if path != root else root
        elif (path / word).is_symlink():
            target = os.readlink(path / word)
            path = root if target.startswith("/") else path
            words = [each for each in target.split("/") if each not in ("", ".")] + words
        else:
            path = path / word
    return path


def libraries(listing: str) -> List[str]:
    """Paths in the loader's lines: `libc.so.6 => /lib/.../libc.so.6 (0x..)` and `/lib64/ld-linux-x86-64.so.2 (0x..)`."""
    lost = re.findall(r"^\s+(\S+) => not found", listing, re.M)
    if lost:
        raise VmError(f"the suite's root lacks {', '.join(sorted(set(lost)))}; add its package to tests/harness/vm/layers.py")
    return sorted(set(re.findall(r"^\s+(?:\S+ => )?(/\S+) \(0x", listing, re.M)))
