# SPDX-License-Identifier: MIT
"""Unpacks .debs without root privileges and without their maintainer scripts."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Sequence

from .tools import VmError, needs, reason, space_hint

# Files that no build reads; they are a third of all.
UNREAD = ("./usr/share/doc/*", "./usr/share/man/*", "./usr/share/locale/*", "./usr/share/info/*", "./usr/share/lintian/*")


def unpack(deb: Path, target: Path, only: Sequence[str] = (), unread: Sequence[str] = UNREAD) -> None:
    """Unpacks a whole .deb, or only the members that match the patterns."""
    archive = subprocess.Popen([needs("dpkg-deb", "dpkg"), "--fsys-tarfile", deb], stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    # The merged /usr: /bin and its like are links in the target already, and must stay links.
    words = ["tar", "-x", "-C", str(target), "--keep-directory-symlink", "--no-same-owner"]
    # A kernel image is one early member of a large archive: reading stops once it is there.
    words += ["--occurrence=1", "--wildcards", *only] if only else [f"--exclude={pattern}" for pattern in unread]
    extract = subprocess.run(words, stdin=archive.stdout, stderr=subprocess.PIPE, text=True, check=False)
    _, complaint = archive.communicate()
    if extract.returncode or (archive.returncode and not only):
        broken = reason(complaint.decode(errors="replace"))
        # A broken pipe only means that tar has ended first.
        why = broken if broken and "Broken pipe" not in broken else reason(extract.stderr)
        raise VmError(f"unpacking {deb.name} into {target} failed: {why}{space_hint(why, target)}")


def unpack_all(debs: Sequence[Path], target: Path, unread: Sequence[str] = UNREAD) -> None:
    # Biggest first, so that a big one is not unpacked alone at the end.
    ordered = sorted(debs, key=lambda deb: deb.stat().st_size, reverse=True)
    with ThreadPoolExecutor() as workers:
        list(workers.map(lambda deb: unpack(deb, target, unread=unread), ordered))
