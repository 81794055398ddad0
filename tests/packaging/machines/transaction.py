# SPDX-License-Identifier: MIT
"""Package transactions: a shell script as root in a copy of a system, a chroot with its own mount and process namespaces.

Nothing of it is kept, except for a disk on request."""

import os
import subprocess
from pathlib import Path
from typing import Dict, List, Optional

from tests.harness.vm import cache
from tests.harness.vm.tools import needs, run
from .system import System

# $1 the system, $2 the packages' folder, $3 the script, $4 the disk to be made of what the script leaves, if any. The script has
# no /sys, and cannot load a module.
ENTER = r"""set -e
place=$(mktemp -d)
mount -t tmpfs tmpfs "$place"
mkdir "$place/upper" "$place/work" "$place/root"
mount -t overlay overlay -o "lowerdir=$1,upperdir=$place/upper,workdir=$place/work" "$place/root"
cd "$place/root"
mount -t proc proc proc
# (As on machines that are hardened.)
mount -t tmpfs -o mode=1777,noexec tmpfs tmp
for name in null zero full random urandom tty; do [ -e "dev/$name" ] || touch "dev/$name"; mount --bind "/dev/$name" "dev/$name"; done
mkdir -p repo dev/pts
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -sf pts/ptmx dev/ptmx
mount --bind "$2" repo
cp "$3" etc/script
status=0
chroot . /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
	sh /etc/script || status=$?
[ -z "$4" ] || [ "$status" != 0 ] || {
	umount -l repo dev/* tmp proc 2>/dev/null || :
	mke2fs -q -t ext4 -d . "$4" 4G || status=99
}
cd /
umount -R -l "$place"
rmdir "$place"
exit "$status"
"""


def transact(system: System, ours: List[Path], script: str, disk: Optional[Path] = None) -> Dict[str, str]:
    """Runs the script with our packages and the later ones in /repo, and returns the parts of its output by their
    names: each begins with a line `@@ name`. The disk is made only if the script succeeds."""
    with cache.scratch() as place, cache.locked(system.root.parent.name, shared=True):
        for path in (*system.packages.glob("*.deb"), *ours):
            os.link(path, place / path.name) if path.stat().st_dev == place.stat().st_dev else \
                (place / path.name).write_bytes(path.read_bytes())
        index = run(["dpkg-scanpackages", "-m", "."], "listing the packages", cwd=place)
        (place / "Packages").write_text(index)
        (place / "script").write_text(script)
        done = subprocess.run([needs("unshare", "util-linux"), "-mpf", "--propagation", "private", "sh", "-c", ENTER, "sh",
                               str(system.root), str(place), str(place / "script"), str(disk or "")], stdin=subprocess.DEVNULL,
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
    answers["status"] = str(done.returncode)
    return {name: text.strip() for name, text in answers.items()}
