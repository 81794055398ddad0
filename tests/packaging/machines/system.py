# SPDX-License-Identifier: MIT
"""An installed Debian system with systemd, udev, DKMS and one kernel with its headers; what is to come lies beside it as packages.

Made with mmdebstrap and kept in the cache; tests change copies alone. Root's rights are needed."""

import hashlib
import os
from pathlib import Path
from typing import Dict, List, NamedTuple

from tests.harness.vm import cache
from tests.harness.vm.apt import Apt, Package, host_keyring, mirror
from tests.harness.vm.kernels import Kernel, kernels_of
from tests.harness.vm.root import prune
from tests.harness.vm.tools import VmError, needs, run, say
from tests.packaging.udev import debian

# (dpkg-dev's and the compilers' packages come later, by apt.)
WANTED = ("acl", "apt", "dbus", "dkms", "e2fsprogs", "initramfs-tools", "kmod", "libpam-systemd", "login", "mokutil", "openssl",
          "systemd", "systemd-sysv", "udev", "xz-utils", "zstd")
# Debian's own initrd, without the drivers that a guest has no use for: it is made in a second.
INITRAMFS = {"conf.d/small": "MODULES=list\n", "modules": "virtio_pci\nvirtio_blk\next4\n"}
# What the host asks comes on a second disk, as an archive. (A disk that is written to is in order when the machine ends.)
REPORTER = r"""stty -F /dev/ttyS1 raw -echo
mkdir /run/host && tar -xf /dev/vdb -C /run/host && . /run/host/vm
# (Firmware writes to this line, too, without ending what it writes.)
printf '\n%s started\n' "$TOKEN" >/dev/ttyS1
cd /run/host
sh /run/host/script </dev/null >/dev/ttyS1 2>&1
status=$?
sync
echo u >/proc/sysrq-trigger
printf '\n%s %s\n' "$TOKEN" "$status" >/dev/ttyS1
stty -F /dev/ttyS1 raw
reboot -ff
"""


class System(NamedTuple):
    suite: str
    root: Path
    first: Kernel   # installed, with its headers
    second: Kernel  # of another generation, to come: its packages are in `packages`
    packages: Path
    compiler: str   # the first kernel's own g++, and one that is older: g++-12, g++-11
    other: str


def prepare(root: Path) -> None:
    """People, the seat's own login, and the service that does what the host asks; as tests/packaging/udev has them."""
    etc = root / "etc"
    for name, number in debian.PEOPLE.items():
        with open(etc / "passwd", "a", encoding="utf-8") as passwd, open(etc / "group", "a", encoding="utf-8") as group:
            passwd.write(f"{name}:*:{number}:{number}::/home/{name}:/bin/sh\n")
            group.write(f"{name}:x:{number}:\n")
        (root / "home" / name).mkdir()
    (etc / "machine-id").write_text("0123456789abcdef0123456789abcdef\n")
    (etc / "hostname").write_text("guest\n")
    debian.add_units(etc / "systemd/system")
    (etc / "report").write_text(REPORTER)
    for name, text in INITRAMFS.items():
        (etc / "initramfs-tools" / name).write_text(text)
    (etc / "apt/sources.list").write_text("deb [trusted=yes] file:/repo ./\n")


def installed_versions(root: Path) -> Dict[str, str]:
    fields = [line.split(": ", 1) for line in (root / "var/lib/dpkg/status").read_text().splitlines()
              if line.startswith(("Package: ", "Version: "))]
    return {name[1]: version[1] for name, version in zip(fields[::2], fields[1::2])}


def make(system: System, apt: Apt, coming: List[Package]) -> None:
    final = system.root.parent
    with cache.disk_errors(), cache.scratch() as place:
        say(f"making a system of Debian {system.suite} with Linux {system.first.release} to install packages in")
        root, packages = place / "made/root", place / "made/packages"
        packages.mkdir(parents=True)
        keyring = next(apt.home.glob("keyring.*"), host_keyring())
        run([needs("mmdebstrap", "mmdebstrap"), "--mode=root", "--variant=minbase", "--skip=check/empty",
             '--aptopt=Acquire::Check-Valid-Until "false"', '--aptopt=APT::Install-Recommends "false"',
             f"--include={','.join((*WANTED, system.first.image, system.first.headers))}", system.suite, str(root),
             f"deb [signed-by={keyring}] {mirror()} {system.suite} main"], f"making a system of Debian {system.suite}")
        prepare(root)
        have = installed_versions(root)
        apt.download([package for package in coming if have.get(package.name) != package.version], packages)
        cache.publish(place / "made", final)
        prune(final)


def ensure_system(suite: str) -> System:
    if os.getuid() != 0:
        raise VmError("package transactions need root's rights; run this as root")
    with cache.locked(f"transactions-{suite}"):
        first, second = (next(kernel for kernel in kernels_of(name) if kernel.flavour == "amd64")
                         for name in (suite, f"{suite}-backports"))
        number = int(first.compiler.split("-")[1])
        compiler, other = f"g++-{number}", f"g++-{number - 1}"
        with cache.locked(f"index-{second.suite}"):
            apt = Apt(second.suite)
            # (libfmt is the client's.)
            kernel = [f"{name}-{second.release}/{second.suite}" for name in ("linux-image", "linux-headers")]
            coming = apt.closure([*kernel, "g++", compiler, other, "make", "libfmt-dev"])
        key = hashlib.sha256(repr((first, second, WANTED, coming)).encode() + Path(__file__).read_bytes() +
                             Path(debian.__file__).read_bytes()).hexdigest()[:8]
        final = cache.folder("transactions") / f"{suite}-{key}"
        system = System(suite, final / "root", first, second, final / "packages", compiler, other)
        if not final.exists():
            with cache.locked(f"index-{second.suite}"):
                make(system, apt, coming)
        return system
