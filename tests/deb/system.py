# SPDX-License-Identifier: MIT
"""An installed Debian system for package transactions: a chroot with its own mount and process namespaces, all its packages
from a folder. Nothing of a transaction is kept; root's rights are needed."""

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Dict, List, NamedTuple

from vmkit import cache
from vmkit.apt import Apt, host_keyring, mirror
from vmkit.kernels import Kernel, kernels_of
from vmkit.tools import VmError, needs, run, say

WANTED = ("apt", "dkms", "initramfs-tools", "kmod", "openssl", "systemd-standalone-sysusers", "udev", "zstd")
# $1 the system, $2 the packages' folder, $3 the script. The kernel's own /sys stays out of reach; so does every module.
ENTER = r"""set -e
place=$(mktemp -d)
mount -t tmpfs tmpfs "$place"
mkdir "$place/upper" "$place/work" "$place/root"
mount -t overlay overlay -o "lowerdir=$1,upperdir=$place/upper,workdir=$place/work" "$place/root"
cd "$place/root"
mount -t proc proc proc
mount -t tmpfs -o mode=1777 tmpfs tmp
for name in null zero full random urandom tty; do [ -e "dev/$name" ] || touch "dev/$name"; mount --bind "/dev/$name" "dev/$name"; done
mkdir -p repo dev/pts
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -sf pts/ptmx dev/ptmx
mount --bind "$2" repo
cp "$3" etc/script
status=0
chroot . /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
	sh /etc/script || status=$?
cd /
umount -R -l "$place"
rmdir "$place"
exit "$status"
"""


class System(NamedTuple):
    suite: str
    root: Path
    first: Kernel   # installed, with its headers
    second: Kernel  # to come: its packages are in `packages`
    packages: Path
    compiler: str   # the kernels' own g++, and another one that is older: g++-12, g++-11
    other: str


def ensure_system(suite: str) -> System:
    """Made with mmdebstrap if need be, with an older kernel and without any C++ compiler; those come by apt, later."""
    if os.getuid() != 0:
        raise VmError("package transactions need root's rights; run this as root")
    with cache.locked(f"transactions-{suite}"):
        second, first = [kernel for kernel in kernels_of(suite) if kernel.flavour == "amd64"][:2]
        number = int(first.compiler.split("-")[1])
        other = f"g++-{number - 1}"
        apt = Apt(suite)
        coming = [second.image, second.headers, "g++", f"g++-{number}", other, "libfmt-dev"]  # (the client's, too)
        key = hashlib.sha256(repr((first, second, WANTED)).encode() + Path(__file__).read_bytes()).hexdigest()[:8]
        final = cache.folder("transactions") / f"{suite}-{key}"
        system = System(suite, final / "root", first, second, final / "packages", f"g++-{number}", other)
        if not final.exists():
            with cache.locked(f"index-{suite}"), cache.disk_errors(), cache.scratch() as place:
                say(f"making a system of Debian {suite} with Linux {first.release} to install packages in")
                packages = place / "made/packages"
                packages.mkdir(parents=True)
                keyring = next(apt.home.glob("keyring.*"), host_keyring())
                run([needs("mmdebstrap", "mmdebstrap"), "--mode=root", "--variant=minbase", "--skip=check/empty",
                     '--aptopt=Acquire::Check-Valid-Until "false"', '--aptopt=APT::Install-Recommends "false"',
                     f"--include={','.join((*WANTED, first.image, first.headers))}", suite, str(place / "made/root"),
                     f"deb [signed-by={keyring}] {mirror()} {suite} main"], f"making a system of Debian {suite}")
                apt.download(apt.closure(coming), packages)
                root = place / "made/root"
                status = (root / "var/lib/dpkg/status").read_text()
                for deb in packages.glob("*.deb"):  # what the system has already
                    if f"\nPackage: {deb.name.split('_')[0]}\n" in f"\n{status}":
                        deb.unlink()
                # (An initrd without drivers is made in a second, and boots nothing; here it counts that there is one.)
                (root / "etc/initramfs-tools/conf.d/small").write_text("MODULES=list\n")
                (root / "etc/apt/sources.list").write_text("deb [trusted=yes] file:/repo ./\n")
                cache.publish(place / "made", final)
        return system


def transact(system: System, ours: List[Path], script: str) -> Dict[str, str]:
    """Runs a shell script as root in the system, where /repo holds our packages and those to come, and brings back the parts
    of its output by their names: each begins with a line `@@ name`."""
    with cache.scratch() as place, cache.locked(system.root.parent.name, shared=True):
        for path in (*system.packages.glob("*.deb"), *ours):
            os.link(path, place / path.name) if path.stat().st_dev == place.stat().st_dev else \
                (place / path.name).write_bytes(path.read_bytes())
        index = run(["dpkg-scanpackages", "-m", "."], "listing the packages", cwd=place)
        (place / "Packages").write_text(index)
        with open(place / "script", "w", encoding="utf-8") as out:
            out.write(script)
        done = subprocess.run([needs("unshare", "util-linux"), "-mpf", "--propagation", "private", "sh", "-c", ENTER, "sh",
                               str(system.root), str(place), str(place / "script")], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    answers: Dict[str, str] = {"": ""}
    name = ""
    for line in done.stdout.splitlines():
        if line.startswith("@@ "):
            name = line[3:]
            answers[name] = ""
        else:
            answers[name] += line + "\n"
    answers["all"] = done.stdout
    return {name: text.strip() for name, text in answers.items()}
