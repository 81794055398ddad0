# SPDX-License-Identifier: MIT
"""C modules of Debian's DKMS packages: downloaded, and built for a kernel as DKMS builds them. Nothing of them is in this tree."""

import re
import shutil
from pathlib import Path
from typing import Callable, Tuple

from tests.harness.counts import Count
from tests.harness.vm import cache
from tests.harness.vm.apt import Apt
from tests.harness.vm.build import work_folder
from tests.harness.vm.compilers import check_compiler, claimed
from tests.harness.vm.enter import enter
from tests.harness.vm.kernels import Kernel
from tests.harness.vm.root import ensure_root
from tests.harness.vm.tools import VmError, run, say, tail
from tests.harness.vm.unpack import unpack_all


def unpacked(suite: str, *names: str) -> Path:
    """The files of these packages, without what they depend on; of each version once."""
    apt = Apt(suite)
    with cache.locked(f"index-{apt.name}"):
        if not apt.stamp.exists():
            apt.refresh()
        packages = [apt.candidate(name) for name in names]
    place = cache.folder("originals") / "-".join(f"{package.name}_{package.version}" for package in packages)
    with cache.locked(f"originals-{names[0]}"):
        if not place.exists():
            with cache.scratch() as scratch:
                (scratch / "root").mkdir()
                apt.download(packages, scratch)
                unpack_all(list(scratch.glob("*.deb")), scratch / "root")
                cache.publish(scratch / "root", place)
    return place


def original_module(kernel: Kernel, package: Path, source: str, name: str) -> Path:
    """NAME.ko of the package's usr/src/SOURCE-VERSION."""
    folder = work_folder(kernel) / "originals" / name
    shutil.copytree(next((package / "usr/src").glob(f"{source}-*")), folder, dirs_exist_ok=True)
    return c_module(kernel, folder, name)


def c_module(kernel: Kernel, folder: Path, name: str) -> Path:
    """NAME.ko of a folder with a Kbuild or Makefile of kbuild's."""
    command = ["make", "-j2", "-C", f"/lib/modules/{kernel.release}/build", "M=/build", "modules"]
    command += [f"CC={kernel.compiler}"] if kernel.toolchain else []
    with open(folder / "build.log", "w+", encoding="utf-8") as log:
        status = enter(kernel, command, folder, "/build", log=log)
        log.seek(0)
        if status:
            raise VmError(f"building {name} in C for {kernel.release} failed; the log is in {folder / 'build.log'}\n{tail(log.read(), 30)}")
    check_compiler(folder / f"{name}.ko", folder, claimed(kernel, False, ensure_root(kernel)))
    return folder / f"{name}.ko"


def judge(check: Callable[[], Tuple[Count, str]]) -> int:
    """The counts of a test that compares two drivers, as a program's last line and exit status."""
    count, report = check()
    if report:
        print(report)
    print(f"{count.passed} passed, {count.failed} failed")
    return int(count.failed != 0)


def say_sizes(kernel: Kernel, name: str, ours: Path, theirs: Path) -> None:
    sizes = [sum(int(size, 16) for size in re.findall(r"\] \.(?:init\.|exit\.)?text\S* +PROGBITS +\w+ +\w+ +(\w+)", run(["readelf", "-SW", module], "reading a module")))
             for module in (ours, theirs)]
    say(f"{kernel.release}: .text of {name}: {sizes[0]} bytes, {sizes[0] / sizes[1]:.2f} of the C module's")
