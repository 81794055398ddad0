# SPDX-License-Identifier: MIT
"""Boots a disk with a Debian system on it: its own kernel, its own initrd, and a script that its report.service runs."""

import io
import shutil
import tarfile
from pathlib import Path
from typing import Dict, Optional

from tests.harness.vm.boot import hear
from tests.harness.vm.image import Image
from tests.harness.vm.tools import VmError, needs, run, say
from tests.packaging.udev.guest import Answer, parse
from .firmware import Firmware

MEMORY = 1024  # megabytes
SHOW = "root=/dev/vda rw systemd.show_status=1 systemd.log_color=0"


def from_disk(disk: Path, name: str, place: Path) -> Path:
    """A file of /boot, brought out of the disk."""
    target = place / name
    target.unlink(missing_ok=True)
    # (debugfs reports a missing file only in its output, not by its status.)
    run([needs("debugfs", "e2fsprogs"), "-R", f"dump /boot/{name} {target}", disk], f"reading {name} from {disk.name}")
    if not target.exists() or not target.stat().st_size:
        raise VmError(f"the disk {disk} has no /boot/{name}")
    return target


def boot_disk(disk: Path, release: str, script: str, work: Path, limit: float, files: Optional[Dict[str, Path]] = None,
              keep: bool = False, firmware: Optional[Firmware] = None) -> Dict[str, Answer]:
    """Boots this kernel of the disk and returns the script's answers (for their format see udev/guest.sh). `files` are in the
    script's working folder. With `keep`, what is written to the disk is kept. Raises VmError if the guest does not end."""
    work.mkdir(parents=True, exist_ok=True)
    image = Image(from_disk(disk, f"vmlinuz-{release}", work), Path())
    initrd = from_disk(disk, f"initrd.img-{release}", work)
    errand = work / "errand.tar"

    def pack(target: Path, _: Path, settings: Dict[str, str], text: str, names: Dict[str, Path]) -> None:
        shutil.copyfile(initrd, target)
        said = "".join(f"{name}='{value}'\n" for name, value in settings.items())
        with tarfile.open(errand, "w") as archive:
            for name, content in (("vm", said), ("script", text)):
                member = tarfile.TarInfo(name)
                member.size = len(content.encode())
                archive.addfile(member, io.BytesIO(content.encode()))
            for name, path in names.items():
                archive.add(path, name)

    machine = ["-drive", f"if=virtio,format=raw,file={disk}" + ("" if keep else ",snapshot=on"),
               "-drive", f"if=virtio,format=raw,readonly=on,file={errand}", *(firmware.machine() if firmware else ())]
    say(f"booting {release} from {disk.name}{', Secure Boot' if firmware else ''}")
    verdict, lines = hear(image, work, script, files or {}, limit, again=not keep, append=SHOW, packer=pack, memory=MEMORY,
                          machine=machine)
    if verdict.trouble:
        raise VmError(verdict.trouble)
    say(f"{release} from {disk.name} answered after {verdict.seconds:.0f} s")
    return parse(lines)
