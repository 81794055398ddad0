# SPDX-License-Identifier: MIT
"""What a guest boots from: the kernel (that of a PC as an uncompressed vmlinux), and a static busybox of the same suite."""

import gzip
import lzma
import shutil
import struct
import subprocess
from pathlib import Path
from typing import NamedTuple

from . import cache
from .apt import NATIVE, Apt
from .debug import place_of
from .kernels import Kernel, read_json
from .root import ensure_root
from .tools import VmError, needs, run, say
from .unpack import unpack

PERSONAL_COMPUTERS = (NATIVE, "i386")


class Image(NamedTuple):
    kernel: Path   # a vmlinux with a PVH note, any bzImage, or what another architecture boots
    busybox: Path  # if it cannot be run here, its list of applets is in the file `applets` beside it
    arch: str = NATIVE


def vmlinux_of(bzimage: bytes, name: str) -> bytes:
    """The ELF inside a bzImage: QEMU starts it by PVH, which saves the decompression in the guest (up to 2 s a boot)."""
    if len(bzimage) < 0x250 or bzimage[0x202:0x206] != b"HdrS":
        raise VmError(f"{name} is no bzImage")
    start = (bzimage[0x1F1] + 1) * 512
    offset, length = struct.unpack_from("<II", bzimage, 0x248)
    # kbuild appends the unpacked size in 4 bytes, which no decompressor but gzip's expects.
    payload = bzimage[start + offset:start + offset + length]
    if payload.startswith(b"\x1f\x8b"):
        return gzip.decompress(payload)
    if payload.startswith(b"\xfd7zXZ"):
        return lzma.decompress(payload[:-4])
    for magic, tool in ((b"\x28\xb5\x2f\xfd", "zstd"), (b"\x02\x21\x4c\x18", "lz4")):
        if payload.startswith(magic):
            done = subprocess.run([needs(tool, tool), "-dc"], input=payload[:-4], stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, check=False)
            if done.returncode:
                raise VmError(f"{tool} cannot decompress {name}: {done.stderr.decode(errors='replace').strip()}")
            return done.stdout
    raise VmError(f"{name} is compressed in an unknown way ({payload[:4].hex()})")


def busybox_in(place: Path) -> Path:
    merged = place / "usr/bin/busybox"
    return merged if merged.exists() else place / "bin/busybox"


def applets_of(suite: str) -> str:
    """The list of a suite's busybox, printed by the build for this machine: Debian configures them all alike."""
    apt = Apt(suite)
    with cache.locked(f"index-{apt.name}"), cache.scratch() as place:
        if not apt.stamp.exists():
            apt.refresh()
        apt.download([apt.candidate("busybox-static")], place)
        unpack(next(place.glob("busybox-static*.deb")), place)
        return run([busybox_in(place), "--list-full"], "listing busybox's applets")


def ensure_image(kernel: Kernel) -> Image:
    if kernel.debug:
        ensure_root(kernel)  # which builds the kernel
        return Image(place_of(kernel) / "vmlinux", place_of(kernel) / "busybox")
    final = cache.home() / "kernels" / kernel.release
    image = Image(final / "vmlinux", final / "busybox", kernel.arch)
    with cache.locked(f"kernel-{kernel.release}"):
        if final.exists() and all(path.is_file() and path.stat().st_size for path in image[:2]):
            return image
        say(f"fetching the kernel {kernel.release}")
        with cache.disk_errors(), cache.scratch() as place:
            apt = Apt(kernel.suite, kernel.arch)
            with cache.locked(f"index-{apt.name}"):
                packages = [apt.candidate(kernel.image), apt.candidate("busybox-static")]
            apt.download(packages, place)
            for deb in place.glob("linux-*.deb"):
                unpack(deb, place, ["*/vmlinu[xz]*"])
            unpack(next(place.glob("busybox-static*.deb")), place)
            packed = sorted(place.glob("boot/vmlinu[xz]-*")) + sorted(place.glob("usr/lib/modules/*/vmlinu[xz]"))
            if not packed:
                raise VmError(f"the package {kernel.image} of Debian {kernel.suite} holds no vmlinuz")
            made = place / "made"
            made.mkdir()
            packed_kernel = packed[0].read_bytes()
            (made / "vmlinux").write_bytes(vmlinux_of(packed_kernel, packed[0].name) if kernel.arch in PERSONAL_COMPUTERS
                                           else packed_kernel)
            shutil.move(str(busybox_in(place)), made / "busybox")
            if kernel.arch != NATIVE:
                (made / "applets").write_text(applets_of(kernel.suite))
            cache.publish(made, final)
            prune()
    return image


def prune() -> None:
    """Removes kernels that no package list has any more."""
    known = {row[1] for listing in cache.home().glob("index/*/kernels.json") for row in read_json(listing)}
    for old in cache.folder("kernels").iterdir():
        if old.name not in known and not cache.in_use(f"kernel-{old.name}"):
            shutil.rmtree(old, ignore_errors=True)
