# SPDX-License-Identifier: MIT
"""Runs a command inside a root folder, in a user namespace, so that no root privileges are needed."""

import contextlib
import os
import signal
import subprocess
from pathlib import Path
from typing import IO, List, Optional, Sequence

from . import cache
from .tools import VmError, needs

# $1 root, $2 host folder, $3 where it appears, $4 what appears at /tmp/ccache, if anything, then the command.
ENTER = r"""set -e
root=$1 host=$2 here=$3 ccache=$4; shift 4
PATH=$PATH:/usr/sbin:/sbin
fail() { echo "vm: cannot enter $root: $1" >&2; exit 125; }
# A bind mount keeps nosuid, nodev and the like locked: a remount must repeat them.
options=$(findmnt -no VFS-OPTIONS -T "$root" | sed 's/^rw/ro/') || fail "findmnt failed"
mount --bind "$root" "$root" || fail "bind mount refused"
for name in null zero full random urandom tty; do mount --bind "/dev/$name" "$root/dev/$name" || fail "no /dev/$name"; done
mount --rbind /proc "$root/proc" || fail "no /proc"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp" || fail "no tmpfs"
mount --bind "$host" "$root$here" || fail "cannot mount $host"
[ -z "$ccache" ] || { mkdir "$root/tmp/ccache" && mount --bind "$ccache" "$root/tmp/ccache"; } || fail "cannot mount $ccache"
mount -o "remount,bind,$options" "$root" || fail "cannot make it read-only"
status=0
chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LC_ALL=C TERM="${TERM:-dumb}" \
    /bin/sh -c 'cd "$0" && exec "$@"' "$here" "$@" || status=$?
# (The namespace ends with us, and its mounts with it; but where they propagate they must be taken back.)
umount -R "$root" 2>/dev/null || umount -R -l "$root"
exit "$status"
"""


def unshare() -> List[str]:
    """The command that gives us a mount namespace: as root of a user namespace, or as real root.

    (In a chroot nobody can make a user namespace; there real root is needed. The mount of the chroot may be outside of it,
    out of reach, so its propagation is not changed.)"""
    refusal = ""
    for options in (("-rm", "--propagation", "private"), ("-m", "--propagation", "unchanged")):
        words = [needs("unshare", "util-linux"), *options]
        done = subprocess.run([*words, "true"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode == 0:
            return words
        refusal = refusal or done.stderr.strip()
        if os.getuid() != 0:
            break
    raise VmError(f"this host does not let you make a user namespace ({refusal}); be root, or allow it with: sysctl "
                  "kernel.unprivileged_userns_clone=1, or start the container with --security-opt seccomp=unconfined")


def enter_root(root: Path, command: Sequence[str], host: Path, here: str = "/src", log: Optional[IO[str]] = None,
               live: bool = False, ccache: Optional[Path] = None) -> int:
    """The command's exit status; `host` appears read-write at `here`, and `ccache` at /tmp/ccache; all else is read-only.

    With a log, output goes there (and here too if live), and stdin is empty."""
    words = [*unshare(), "sh", "-c", ENTER, "sh", str(root), str(host), here, str(ccache or ""), *command]
    with cache.locked(root.name, shared=True):
        if log is None:
            return subprocess.call(words)
        # A group of its own, so that an interrupt ends make and all its children.
        child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                 start_new_session=True, text=True, errors="replace")
        try:
            with child.stdout or contextlib.nullcontext(()) as lines:
                for line in lines:
                    log.write(line)
                    if live:
                        print(line, end="", flush=True)
            return child.wait()
        except BaseException:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            raise
