# SPDX-License-Identifier: MIT
"""Debug kernels, which look for bugs, built from Debian's own kernel source: their names, and how each is configured.

Each is tinyconfig and the fragments of debug_config; a release of its own for each source, compiler and configuration, so
that whatever is kept under its name (here, in a root, in a build folder) fits."""

import contextlib
import hashlib
import os
import re
import shutil
import threading
import time
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Sequence, Tuple

from . import cache
from .apt import Apt
from .chroot import enter_root
from .kernels import Kernel, kernels_of
from .tools import VmError, say, tail
from .unpack import unpack

FRAGMENTS = Path(__file__).resolve().parent / "debug_config"
SUITE, SOURCE = "trixie", "linux-source-6.12"
# What building a kernel needs, besides a compiler and the tools of a module's build.
PACKAGES = (SOURCE, "bc", "bison", "cpio", "flex", "libelf-dev", "tar")
UNUSED_AFTER = 14 * cache.DAY
CONFIGURE = f"""set -e
mkdir linux
tar -xf /usr/src/{SOURCE}.tar.xz -C linux --strip-components=1
cd linux
make tinyconfig
cat ../fragments >>.config
make olddefconfig
"""
# (run-command sets the variables that install-extmod-build needs.)
BUILD = """set -e
cd linux
make -j$JOBS
make run-command KBUILD_RUN_COMMAND='scripts/package/install-extmod-build /src/build'
cp arch/x86/boot/bzImage /src/made/vmlinux
cp .config /src/made/config
tar -czf /src/made/headers.tar.gz -C /src build
"""
# The kernel's banner must not depend on the host, the user or the time.
SETTINGS = ("KBUILD_BUILD_USER=rusty", "KBUILD_BUILD_HOST=vm", "KBUILD_BUILD_TIMESTAMP=2026-01-01")


class Recipe(NamedTuple):
    fragments: Sequence[str]
    llvm: bool


RECIPES: Dict[str, Recipe] = {
    "debug-kasan": Recipe(("base", "memory", "kasan"), False),
    "debug-cfi": Recipe(("base", "memory", "cfi"), True),
    "debug-kcsan": Recipe(("base", "kcsan"), False),
}


def fragments_of(recipe: Recipe) -> str:
    return "".join((FRAGMENTS / f"{name}.config").read_text(encoding="utf-8") for name in recipe.fragments)


def versions(apt: Apt, names: Sequence[str]) -> List[Tuple[str, str]]:
    records = re.split(r"\n\n+", apt.query("show", "--no-all-versions", *names))
    fields = [dict(re.findall(r"^(Package|Version): (.*)", record, re.M)) for record in records if record.strip()]
    return sorted((each["Package"], each["Version"]) for each in fields)


def debug_kernel(name: str) -> Kernel:
    """The debug kernel of this name; nothing is built or fetched, except for the suite's package list."""
    if name not in RECIPES:
        raise VmError(f"there is no debug kernel {name}; there are: {', '.join(RECIPES)}")
    recipe = RECIPES[name]
    compiler = kernels_of(SUITE)[0].compiler
    with cache.locked(f"index-{SUITE}"):
        apt = Apt(SUITE)
        number = re.search(r"^Depends:.*\bclang-(\d+)", apt.query("show", "--no-all-versions", "clang"), re.M)
        clang = [f"clang-{number[1]}", f"lld-{number[1]}"] if recipe.llvm and number else []
        packages = versions(apt, [SOURCE, compiler, "binutils", *clang])
    made_of = (packages, fragments_of(recipe), CONFIGURE, BUILD, SETTINGS)
    key = hashlib.sha256(repr(made_of).encode()).hexdigest()[:8]
    upstream = dict(packages)[SOURCE].rsplit("-", 1)[0]
    return Kernel(SUITE, f"{upstream}-{name}-{key}", name, compiler, SOURCE, recipe.llvm)


def place_of(kernel: Kernel) -> Path:
    """Where its vmlinux (a bzImage: a KASAN kernel does not start as an ELF), busybox, headers.tar.gz and config are kept."""
    return cache.home() / "debug" / kernel.release


def is_built(kernel: Kernel) -> bool:
    return all((place_of(kernel) / name).is_file() for name in ("vmlinux", "busybox", "headers.tar.gz"))


def missing_options(wanted: str, config: str) -> List[str]:
    """Lines of the fragments that the configuration does not have; the last one of an option counts."""
    options = {}
    for line in wanted.splitlines():
        found = re.match(r"(?:# )?CONFIG_(\w+)(?:=| is not set$)", line)
        if found:
            options[found[1]] = line
    have = set(config.splitlines())
    # (An option that is off may not appear at all, if its dependencies are missing.)
    return [line for name, line in options.items() if line not in have
            and not (line.startswith("#") and not re.search(rf"^CONFIG_{name}=", config, re.M))]


def ensure_debug_kernel(kernel: Kernel, root: Path) -> Path:
    """Builds it in a root that has PACKAGES, unless it is there."""
    with cache.locked(f"debug-{kernel.release}"):
        if not is_built(kernel):
            with cache.disk_errors(), cache.scratch() as place:
                build_kernel(kernel, root, place)
                cache.publish(place / "made", place_of(kernel))
            prune(kernel)
    os.utime(place_of(kernel))
    return place_of(kernel)


def build_kernel(kernel: Kernel, root: Path, place: Path) -> None:
    begun = time.monotonic()
    wanted = fragments_of(RECIPES[kernel.flavour]) + f'CONFIG_LOCALVERSION="-{kernel.release.split("-", 1)[1]}"\n'
    (place / "fragments").write_text(wanted)
    jobs = os.cpu_count() or 2
    say(f"building the kernel {kernel.release}, once: about {600 // jobs} s")
    step(kernel, root, place, "configuring", CONFIGURE)
    lost = missing_options(wanted, (place / "linux" / ".config").read_text())
    if lost:
        raise VmError(f"configuring the kernel {kernel.release} lost what tests/harness/vm/debug_config asks for: {', '.join(lost)}; look at "
                      f"what each depends on in the Kconfig files of {SOURCE}, and put that into the fragment, too")
    fetch_busybox(Apt(kernel.suite), place)
    step(kernel, root, place, "building", BUILD)
    say(f"built the kernel {kernel.release} in {time.monotonic() - begun:.0f} s")


def fetch_busybox(apt: Apt, place: Path) -> None:
    with cache.locked(f"index-{apt.suite}"):
        apt.download([apt.candidate("busybox-static")], place)
    unpacked = place / "busybox"
    unpacked.mkdir()
    unpack(next(place.glob("busybox-static*.deb")), unpacked)
    (place / "made").mkdir()
    shutil.copy(next(unpacked.glob("**/bin/busybox")), place / "made" / "busybox")


@contextlib.contextmanager
def reminders(doing: str) -> Iterator[None]:
    """Prints a line each minute, to show that the build has not hung."""
    done = threading.Event()

    def remind() -> None:
        minutes = 0
        while not done.wait(60):
            minutes += 1
            say(f"{doing}: {minutes} min so far")

    thread = threading.Thread(target=remind, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def step(kernel: Kernel, root: Path, place: Path, doing: str, script: str) -> None:
    log = cache.folder("logs") / f"{kernel.release}.log"
    settings = [*SETTINGS, f"JOBS={os.cpu_count() or 2}", *["LLVM=1"] * kernel.llvm]
    with open(log, "w" if doing == "configuring" else "a", encoding="utf-8") as output, reminders(f"{doing} {kernel.release}"):
        status = enter_root(root, ["env", *settings, "sh", "-c", script], place, "/src", output)
    if status:
        text = tail(log.read_text(errors="replace"), 30)
        raise VmError(f"{doing} the kernel {kernel.release} failed (status {status}); the whole log is in {log}\n{text}")


def prune(newest: Kernel) -> None:
    """Removes kernels of the same name that nobody has used for a while: each checkout may have its own."""
    for old in place_of(newest).parent.glob(f"*-{newest.flavour}-*"):
        if time.time() - old.stat().st_mtime > UNUSED_AFTER:
            shutil.rmtree(old, ignore_errors=True)
