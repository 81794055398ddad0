# SPDX-License-Identifier: MIT
"""The C modules of Debian's archive whose interface an example driver has: built for a kernel as DKMS builds them, and what uses them."""

import hashlib
from pathlib import Path
from typing import Dict, List

from tests.harness.vm import cache
from tests.harness.vm.apt import Apt
from tests.harness.vm.build import work_folder
from tests.harness.vm.client import build_client
from tests.harness.vm.enter import enter
from tests.harness.vm.kernels import Kernel
from tests.harness.vm.layers import Layer
from tests.harness.vm.root import fetch, packages_of
from tests.harness.vm.tools import VmError, tail

LIBRARIES = "usr/lib/x86_64-linux-gnu"
PARTS = ("vpoll",)
# The same program, with the same library, on the one and on the other; who serves it is asked of the kernel.
SCRIPT = """
passed=0 failed=0
check() { if eval "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not ok $1"; fi; }
for module in vpoll_original vpoll; do
	check "$module loads" "insmod /t/$module.ko"
	check "$module serves the node" "grep -qE '(^| )[0-9]+ vpoll$' /proc/$([ $module = vpoll ] && echo misc || echo devices)"
	check "libvpoll works on $module" "/t/rusty-vpoll-judge >/tmp/$module.said"
	check "$module is not an emulation" "grep -qx 'the library opened /dev/vpoll' /tmp/$module.said"
	check "$module goes" "rmmod vpoll"
done
check "both give the same answers" "cmp /tmp/vpoll_original.said /tmp/vpoll.said || diff /tmp/vpoll_original.said /tmp/vpoll.said"
check "the answers are many" "[ $(wc -l </tmp/vpoll.said) -gt 60 ]"
echo "$passed passed, $failed failed"
[ $failed = 0 ]; echo "== vpoll: status $?"
"""


def packages(kernel: Kernel, *names: str) -> Path:
    """Their files, unpacked; without what they depend on."""
    apt = Apt(kernel.suite)
    with cache.locked(f"index-{kernel.suite}"):
        found = packages_of(apt, kernel, Layer("originals", names, "|".join(names)))
    key = hashlib.sha256(repr(found).encode()).hexdigest()[:8]
    place = cache.folder("originals") / f"{kernel.suite}-{key}"
    with cache.locked(f"originals-{kernel.suite}"):
        if not place.exists():
            with cache.scratch() as scratch:
                (scratch / "root").mkdir()
                fetch(apt, found, scratch / "root", " and ".join(names))
                cache.publish(scratch / "root", place)
    return place


def original_module(kernel: Kernel, package: Path, name: str) -> Path:
    """The package's module, built in the kernel's root."""
    sources = next((package / "usr/src").glob(f"{name}-*"))
    folder = work_folder(kernel) / "originals" / name
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources.iterdir():
        (folder / source.name).write_bytes(source.read_bytes())
    log = folder / "build.log"
    with open(log, "w", encoding="utf-8") as output:
        if enter(kernel, ["make", "-C", f"/lib/modules/{kernel.release}/build", "M=/build", "modules"], folder, "/build", log=output):
            raise VmError(f"building {sources.name} for {kernel.release} failed; the log is in {log}\n"
                          f"{tail(log.read_text(errors='replace'), 30)}")
    return folder / f"{name}.ko"


def original_files(kernel: Kernel, modules: List[Path]) -> Dict[str, Path]:
    """What SCRIPT needs in a guest."""
    place = packages(kernel, "vpoll-dkms", "libvpoll0", "libfduserdata0")
    client = build_client(kernel, "tests/driver/originals/originals.mk", programs=("rusty-vpoll-judge",))
    ours = next(path for path in modules if path.name == "vpoll.ko")
    libraries = {f"/{LIBRARIES}/{path.name[:path.name.index('.so.') + 5]}": path for path in (place / LIBRARIES).glob("*.so.*.*")}
    return {**client.libraries, **libraries,
            "/t/rusty-vpoll-judge": client.folder / "rusty-vpoll-judge",
            "/t/vpoll.ko": ours, "/t/vpoll_original.ko": original_module(kernel, place, "vpoll")}
