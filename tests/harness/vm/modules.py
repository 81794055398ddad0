# SPDX-License-Identifier: MIT
"""A module as it is installed: in /lib/modules, with depmod's indices, where modprobe and libkmod look for it."""

from pathlib import Path
from typing import Dict

from . import cache
from .enter import enter
from .kernels import Kernel
from .tools import VmError, tail


def installed(kernel: Kernel, module: Path, work: Path) -> Dict[str, Path]:
    """Guest paths (/lib/modules/...) and the files made for them in `work`."""
    base = work / "modules"
    folder = base / "usr/lib/modules" / kernel.release
    with cache.locked(cache.lock_name("modules", base)):
        (folder / "updates").mkdir(parents=True, exist_ok=True)
        if not (base / "lib").is_symlink():
            (base / "lib").symlink_to("usr/lib")
        (folder / "updates" / module.name).write_bytes(module.read_bytes())
        with open(work / "depmod.log", "w", encoding="utf-8") as log:
            status = enter(kernel, ["depmod", "-b", "/src", kernel.release], base, "/src", log=log)
        if status:
            raise VmError(f"depmod failed: {tail((work / 'depmod.log').read_text(), 5)}")
    return {f"/{path.relative_to(base / 'usr')}": path for path in folder.rglob("*") if path.is_file()}
