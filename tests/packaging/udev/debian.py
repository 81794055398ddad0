# SPDX-License-Identifier: MIT
"""A Debian system with systemd, udev and logind that boots from an initramfs: no root privileges, no disk, no network."""

import hashlib
import os
import re
import shutil
import stat
from pathlib import Path
from typing import Dict

from tests.harness.vm import cache
from tests.harness.vm.apt import Apt
from tests.harness.vm.boot import Packer
from tests.harness.vm.initramfs import Cpio
from tests.harness.vm.kernels import Kernel
from tests.harness.vm.layers import Layer
from tests.harness.vm.root import fetch, merge_usr, packages_of, prune

WANTED = ("acl", "base-files", "base-passwd", "bash", "coreutils", "dash", "dbus", "grep", "kmod", "libpam-runtime",
          "libpam-systemd", "login", "mount", "passwd", "sed", "systemd", "systemd-sysv", "udev", "util-linux")
# Dependencies of maintainer scripts, which are not run: what they would have made is written below.
UNUSED = re.compile(r"perl.*|libperl.*|lib.*-perl|libgdbm.*|usrmerge|dpkg|tar|debconf|adduser|gcc-\d+-base|"
                    r"openssl-provider.*")
MEMORY = 1024  # megabytes: the archive, what is unpacked of it, and the system

# Alice logs in on tty1 by herself, and so sits at seat0.
PEOPLE = {"alice": 1000, "bob": 1001, "carol": 1002}
# As pam-auth-update writes them for pam_unix and pam_systemd.
PAM = {
    "common-account": "account required pam_unix.so\n",
    "common-auth": "auth required pam_unix.so\n",
    "common-password": "password required pam_unix.so\n",
    "common-session": "session required pam_unix.so\nsession optional pam_systemd.so\n",
    "common-session-noninteractive": "session required pam_unix.so\n",
}
# They take long under TCG, and nothing here reads what they make; autofs is a module, and rusty is the only one here; the
# console is the host's.
MASKED = ("ldconfig.service", "systemd-hwdb-update.service", "systemd-journal-catalog-update.service",
          "proc-sys-fs-binfmt_misc.automount", "serial-getty@ttyS0.service")
AUTOLOGIN = """[Service]
ExecStart=
ExecStart=-/sbin/agetty --autologin alice --noclear %I linux
"""
# Ends the machine as the VM harness's init.sh does. (Not a oneshot: a boot that waits for it would never be over.)
REPORT = """[Unit]
Description=What the host asks this guest

[Service]
Type=exec
EnvironmentFile=-/etc/vm
ExecStart=/bin/sh /etc/report
"""
REPORTER = r"""stty -F /dev/ttyS1 raw -echo
echo "$TOKEN started" >/dev/ttyS1
sh /etc/script </dev/null >/dev/ttyS1 2>&1
status=$?
printf '\n%s %s\n' "$TOKEN" "$status" >/dev/ttyS1
stty -F /dev/ttyS1 raw
reboot -ff
"""


def add_units(units: Path) -> None:
    """Alice's login, and the service that does what the host asks."""
    (units / "getty.target.wants").mkdir(parents=True, exist_ok=True)
    login = units / "getty.target.wants/getty@tty1.service"
    login.unlink(missing_ok=True)
    login.symlink_to("/lib/systemd/system/getty@.service")
    (units / "getty@tty1.service.d").mkdir()
    (units / "getty@tty1.service.d/autologin.conf").write_text(AUTOLOGIN)
    for name in MASKED:
        (units / name).symlink_to("/dev/null")
    (units / "report.service").write_text(REPORT)
    (units / "multi-user.target.wants").mkdir(exist_ok=True)
    (units / "multi-user.target.wants/report.service").symlink_to("../report.service")


def prepare(root: Path) -> None:
    """What maintainer scripts would have made. (Groups and users of the system are left to systemd-sysusers, at boot.)"""
    etc = root / "etc"
    masters = root / "usr/share/base-passwd"
    (etc / "passwd").write_text((masters / "passwd.master").read_text() + "".join(
        f"{name}:*:{number}:{number}::/home/{name}:/bin/sh\n" for name, number in PEOPLE.items()))
    (etc / "group").write_text((masters / "group.master").read_text() + "".join(
        f"{name}:x:{number}:\n" for name, number in PEOPLE.items()))
    for name, text in PAM.items():
        (etc / "pam.d" / name).write_text(text)
    # (A system without one takes this for its first boot, and asks questions.)
    (etc / "machine-id").write_text("0123456789abcdef0123456789abcdef\n")
    (etc / "hostname").write_text("guest\n")
    add_units(etc / "systemd/system")
    (etc / "report").write_text(REPORTER)
    (root / "init").symlink_to("usr/lib/systemd/systemd")
    for name in PEOPLE:
        (root / "home" / name).mkdir(parents=True)


def write_archive(root: Path, target: Path) -> None:
    with open(target, "wb") as out:
        archive = Cpio(out)
        for place, folders, files in os.walk(root):
            inside = Path(place).relative_to(root)
            for name in sorted(folders + files):
                path, there = Path(place, name), str(inside / name)
                if path.is_symlink():
                    archive.link(there, os.readlink(path))
                elif path.is_dir():
                    archive.folder(there)
                else:
                    archive.file(there, path.read_bytes(), stat.S_IMODE(path.stat().st_mode))
        # Before systemd mounts /dev, its own stdin and stdout are this node.
        archive.device("dev/console", stat.S_IFCHR | 0o600, 5, 1)
        archive.close()


def ensure_system(kernel: Kernel) -> Path:
    """The archive of a suite's system, made if need be; named after its packages' versions and what is made of them here."""
    with cache.locked(f"index-{kernel.suite}"):
        apt = Apt(kernel.suite)
        packages = packages_of(apt, kernel, Layer("system", WANTED), UNUSED)
    key = hashlib.sha256(repr(packages).encode() + Path(__file__).read_bytes()).hexdigest()[:8]
    final = cache.folder("systems") / f"{kernel.suite}-{key}"
    archive = final / "system.cpio"
    with cache.locked(f"system-{kernel.suite}"):
        if archive.is_file():
            return archive
        with cache.disk_errors(), cache.scratch() as place:
            root, made = place / "root", place / "made"
            merge_usr(root)
            fetch(apt, packages, root, "systemd and udev")
            prepare(root)
            made.mkdir()
            write_archive(root, made / archive.name)
            cache.publish(made, final)
            prune(final)
    return archive


def packer(system: Path) -> Packer:
    """For boot(): packs the system, and after it what this boot adds or replaces. (The kernel unpacks both in turn.)"""
    def pack(target: Path, _: Path, settings: Dict[str, str], script: str, files: Dict[str, Path]) -> None:
        shutil.copyfile(system, target)
        with open(target, "ab") as out:
            archive = Cpio(out)
            archive.file("etc/vm", "".join(f"{name}='{value}'\n" for name, value in settings.items()).encode())
            archive.file("etc/script", script.encode())
            for guest, host in files.items():
                archive.file(guest, host.read_bytes())
            archive.close()
    return pack
