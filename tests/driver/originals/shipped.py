# SPDX-License-Identifier: MIT
"""Modules that come with a kernel of Debian, for its guest: taken from the package of its image."""

import lzma
from pathlib import Path
from typing import Dict, Sequence

from tests.harness.vm import cache
from tests.harness.vm.apt import Apt
from tests.harness.vm.kernels import Kernel
from tests.harness.vm.tools import say
from tests.harness.vm.unpack import unpack


def shipped_modules(kernel: Kernel, *names: str) -> Dict[str, Path]:
    """By their places in a guest, /t/shipped/NAME.ko. They are fetched once for each kernel."""
    place = cache.folder("shipped") / f"{kernel.release}-{'-'.join(sorted(names))}"
    with cache.locked(f"shipped-{kernel.release}"):
        if not place.exists():
            fetch(kernel, place, names)
    return {f"/t/shipped/{name}.ko": place / f"{name}.ko" for name in names}


def fetch(kernel: Kernel, place: Path, names: Sequence[str]) -> None:
    say(f"fetching {', '.join(names)} of the kernel {kernel.release}")
    with cache.disk_errors(), cache.scratch() as scratch:
        apt = Apt(kernel.suite, kernel.arch)
        with cache.locked(f"index-{apt.name}"):
            # (From 7.2 on they are a package of their own.)
            package = apt.candidate(kernel.image.replace("linux-binary-", "linux-modules-"))
        apt.download([package], scratch)
        unpack(next(scratch.glob("linux-*.deb")), scratch, [f"*/{name}.ko*" for name in names])
        made = scratch / "made"
        made.mkdir()
        for name in names:
            packed = next(scratch.rglob(f"{name}.ko*"))
            module = packed.read_bytes()
            (made / f"{name}.ko").write_bytes(lzma.decompress(module) if packed.suffix == ".xz" else module)
        cache.publish(made, place)
