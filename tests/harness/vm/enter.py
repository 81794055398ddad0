# SPDX-License-Identifier: MIT
"""Runs a command inside a kernel's own suite."""

from pathlib import Path
from typing import IO, Optional, Sequence

from .chroot import enter_root
from .kernels import Kernel
from .root import ensure_root


def enter(kernel: Kernel, command: Sequence[str], host: Path, here: str = "/src", llvm: bool = False,
          log: Optional[IO[str]] = None, live: bool = False, ccache: Optional[Path] = None) -> int:
    """enter_root in the kernel's own suite, where $KDIR is its headers."""
    return enter_root(ensure_root(kernel, llvm), ["env", f"KDIR=/lib/modules/{kernel.release}/build", *command], host, here,
                      log, live, ccache)
