# SPDX-License-Identifier: MIT
"""Test programs of other projects: fio, stress-ng and trinity of Debian's archive, with the libraries that they need, for a guest."""

import hashlib
import re
import subprocess
from pathlib import Path
from typing import Dict, List, Set

from tests.harness.vm import cache
from tests.harness.vm.apt import Apt
from tests.harness.vm.kernels import Kernel
from tests.harness.vm.layers import Layer
from tests.harness.vm.root import fetch, merge_usr, packages_of

LAYER = Layer("judges", ("fio", "stress-ng", "trinity"))
PARTS = ("fio", "stress-ng", "trinity")
LIBRARIES = "usr/lib/x86_64-linux-gnu"
FOLDERS = ("", "ceph")  # of libraries; some of fio's have one of their own
LOADER = "lib64/ld-linux-x86-64.so.2"
# fio writes a text and reads it back, with each of its I/O engines.
# trinity makes random system calls as an ordinary user, mostly on /dev/rusty; afterwards the kernel must have no complaint, and the
# device must keep its contract.
SCRIPT = """
rmmod rusty 2>/dev/null
insmod /t/rusty.ko; before=$(cat /sys/class/misc/rusty/generation); errors=0
for engine in sync psync vsync pvsync pvsync2 libaio io_uring; do
	fio --name=$engine --ioengine=$engine --filename=/dev/rusty --thread --rw=write --bs=2 --size=2 --loops=300 \
		--verify=pattern --verify_pattern=0x370a --verify_fatal=1 --output-format=terse >/tmp/fio.log 2>&1 || {{
		cat /tmp/fio.log; errors=1; }}
done
stored=$(($(cat /sys/class/misc/rusty/generation) - before)); echo "fio stored $stored times"
[ $errors = 0 ] && [ $stored -ge 2100 ] && [ "$(cat /dev/rusty)" = 7 ] && rmmod rusty && echo "7 passed, 0 failed"
echo "== fio: status $?"
insmod /t/rusty.ko && stress-ng --dev 2 --dev-file /dev/rusty --timeout 8s && echo "1 passed, 0 failed"
echo "== stress-ng: status $?"
before=$(cat /sys/class/misc/rusty/generation)
chmod 666 /dev/rusty; mkdir /tmp/trinity; chmod 777 /tmp/trinity
( cd /tmp/trinity && timeout 20 su -s /bin/sh nobody -c "trinity -q -a 64 -C 2 -N 100000 --disable-fds=sockets --disable-fds=perf -V /dev/rusty {calls}" ) >/tmp/trinity.log 2>&1
tail -n 3 /tmp/trinity.log
echo "trinity stored $(($(cat /sys/class/misc/rusty/generation) - before)) times"
kill -9 $(ps | awk '$2 == "nobody" {{ print $1 }}') 2>/dev/null; sleep 1 # (its children stay behind when it is stopped)
/t/rusty-hostile-fuzz --calls 20000 && rmmod rusty; echo "== trinity: status $?"
"""
CALLS = ("dup", "epoll_ctl", "fcntl", "ioctl", "lseek", "madvise", "mmap", "mprotect", "mremap", "munmap", "poll",
         "pread64", "preadv", "pwrite64", "pwritev", "read", "readv", "select", "sendfile", "splice", "write", "writev")


def judge_script() -> str:
    return SCRIPT.format(calls=" ".join(f"-c {call}" for call in CALLS))


def needed(root: Path, program: Path) -> Set[Path]:
    """The libraries of a program, and the libraries of these."""
    found: Set[Path] = set()
    waiting: List[Path] = [program]
    while waiting:
        listing = subprocess.run(["readelf", "-dW", str(waiting.pop())], stdout=subprocess.PIPE, text=True, check=True).stdout
        for name in re.findall(r"\(NEEDED\).*\[(.+)\]", listing):
            for path in (root / LIBRARIES / folder / name for folder in FOLDERS):
                if path not in found and path.exists():
                    found.add(path)
                    waiting.append(path)
    return found


def judge_files(kernel: Kernel) -> Dict[str, Path]:
    apt = Apt(kernel.suite)
    with cache.locked(f"index-{kernel.suite}"):
        packages = packages_of(apt, kernel, LAYER)
    key = hashlib.sha256(repr(packages).encode()).hexdigest()[:8]
    root = cache.folder("judges") / f"{kernel.suite}-{key}"
    with cache.locked(f"judges-{kernel.suite}"):
        if not root.exists():
            with cache.scratch() as place:
                merge_usr(place / "root")
                fetch(apt, packages, place / "root", " and ".join(LAYER.wanted))
                cache.publish(place / "root", root)
    files = {f"/{LOADER}": root / LIBRARIES / "ld-linux-x86-64.so.2"}
    for name in LAYER.wanted:
        program = root / "usr/bin" / name
        files[f"/usr/bin/{name}"] = program
        files.update({f"/{library.relative_to(root)}": library for library in needed(root, program)})
    return files
