# SPDX-License-Identifier: MIT
"""Packs the guest's file system: a newc cpio archive, written without root privileges."""

import stat
import subprocess
from pathlib import Path
from typing import BinaryIO, Dict, Set

from .tools import VmError

INIT = Path(__file__).resolve().parent / "init.sh"


class Cpio:
    """A newc archive; parent folders are added as they are needed."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.inode = 0
        self.folders: Set[str] = {"", "."}

    def _entry(self, name: str, mode: int, data: bytes = b"", device: "tuple[int, int]" = (0, 0)) -> None:
        self.inode += 1
        path = name.encode() + b"\0"
        fields = (self.inode, mode, 0, 0, 1, 0, len(data), 0, 0, *device, len(path), 0)
        record = b"070701" + b"".join(b"%08X" % field for field in fields) + path
        self.out.write(record + b"\0" * (-len(record) % 4) + data + b"\0" * (-len(data) % 4))

    def folder(self, name: str) -> None:
        name = name.strip("/")
        if name not in self.folders:
            self.folder(str(Path(name).parent))
            self.folders.add(name)
            self._entry(name, stat.S_IFDIR | 0o755)

    def _parent(self, name: str) -> str:
        name = name.strip("/")
        self.folder(str(Path(name).parent))
        return name

    def file(self, name: str, data: bytes, mode: int = 0o644) -> None:
        self._entry(self._parent(name), stat.S_IFREG | mode, data)

    def link(self, name: str, target: str) -> None:
        self._entry(self._parent(name), stat.S_IFLNK | 0o777, target.encode())

    def device(self, name: str, mode: int, major: int, minor: int) -> None:
        self._entry(self._parent(name), mode, device=(major, minor))

    def close(self) -> None:
        self._entry("TRAILER!!!", 0)


def pack(target: Path, busybox: Path, settings: Dict[str, str], script: str, files: Dict[str, Path]) -> None:
    """Writes the archive: busybox, our init with its settings, the script and the caller's files."""
    # Static and mostly of this machine's architecture, so it can name its own applets.
    listed = busybox.parent / "applets"
    applets = (listed.read_text() if listed.exists() else
               subprocess.run([str(busybox), "--list-full"], stdout=subprocess.PIPE, text=True, check=False).stdout).split()
    if not applets:
        raise VmError(f"{busybox} does not run; type: rm -r {busybox.parent}")
    with open(target, "wb") as out:
        archive = Cpio(out)
        for folder in ("proc", "sys", "dev", "tmp", "run", "root", "t", "etc"):
            archive.folder(folder)
        # Before devtmpfs is mounted, init's own stdin and stdout are this node.
        archive.device("dev/console", stat.S_IFCHR | 0o600, 5, 1)
        archive.file("bin/busybox", busybox.read_bytes(), 0o755)
        for applet in applets:
            if applet != "bin/busybox":
                archive.link(applet, "/bin/busybox")
        archive.file("init", INIT.read_bytes(), 0o755)
        archive.file("etc/vm", "".join(f"{name}='{value}'\n" for name, value in settings.items()).encode())
        archive.file("etc/passwd", b"root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n")
        archive.file("etc/group", b"root:x:0:\nnogroup:x:65534:\n")
        archive.file("etc/script", script.encode())
        for guest, host in files.items():
            try:
                archive.file(guest, host.read_bytes(), stat.S_IMODE(host.stat().st_mode) | 0o444)
            except OSError as error:
                raise VmError(f"cannot put {host} into the guest: {error.strerror}") from error
        archive.close()
