# SPDX-License-Identifier: MIT
"""The machines of Debian's architectures in QEMU: on which machine a kernel is booted, and the names of its packages."""

from typing import Dict, NamedTuple, Tuple


class Machine(NamedTuple):
    triplet: str             # of its compilers
    flavour: str             # the kernel that is most used there
    suite: str               # the newest stable release that has one
    qemu: str                # QEMU's program
    package: str             # Debian's package of it
    options: Tuple[str, ...]
    console: str             # as the kernel calls its only serial line; empty: there are two, as on a PC
    bits: int = 64
    caller32: str = ""       # the compiler for the 32-bit programs that its 64-bit kernel runs, too ({n}: its version)
    package32: str = ""      # and its packages


MACHINES: Dict[str, Machine] = {
    "arm64": Machine("aarch64-linux-gnu", "arm64", "trixie", "qemu-system-aarch64", "qemu-system-arm",
                     ("-machine", "virt", "-cpu", "cortex-a57"), "ttyAMA0", caller32="arm-linux-gnueabihf-gcc-{n}",
                     package32="gcc-{n}-arm-linux-gnueabihf libc6-dev-armhf-cross"),
    "s390x": Machine("s390x-linux-gnu", "s390x", "trixie", "qemu-system-s390x", "qemu-system-misc",
                     ("-machine", "s390-ccw-virtio", "-cpu", "max"), "ttysclp0",
                     caller32="s390x-linux-gnu-gcc-{n} -m31", package32="gcc-{n}-multilib-s390x-linux-gnu"),
    "armhf": Machine("arm-linux-gnueabihf", "armmp", "trixie", "qemu-system-arm", "qemu-system-arm",
                     ("-machine", "virt,highmem=off", "-cpu", "cortex-a15"), "ttyAMA0", bits=32),
    "i386": Machine("i686-linux-gnu", "686-pae", "bookworm", "qemu-system-i386", "qemu-system-x86",
                    ("-machine", "q35", "-cpu", "max"), "", bits=32),
    "riscv64": Machine("riscv64-linux-gnu", "riscv64", "trixie", "qemu-system-riscv64", "qemu-system-misc",
                       ("-machine", "virt"), "ttyS0"),
    "ppc64el": Machine("powerpc64le-linux-gnu", "powerpc64le", "trixie", "qemu-system-ppc64", "qemu-system-ppc",
                       ("-machine", "pseries,cap-cfpc=broken,cap-sbbc=broken,cap-ibs=broken", "-cpu", "power9"), "hvc0"),
}
