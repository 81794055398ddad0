# SPDX-License-Identifier: MIT
"""A suite's root: its compiler, its make and a kernel's headers, as on a machine with that suite."""

import contextlib
import hashlib
import json
import re
import shutil
import time
from pathlib import Path
from typing import List, Sequence

from . import cache
from .apt import NATIVE, Apt, Package
from .debug import ensure_debug_kernel, place_of
from .kernels import Kernel, read_json
from .layers import Layer, layers_of
from .tools import needs, run, say
from .unpack import unpack_all

# Dependencies that building a module never runs: the kernel image, the installer's needs, the sanitizers' runtimes.
UNUSED = re.compile(r"linux-(image|binary|modules|base)-.*|lib(a|l|t|hwa|ub)san\d|libgprofng0|dpkg|debconf|tar|udev|systemd.*|"
                    r"libsystemd-shared|initramfs.*|e2fsprogs|mount|python3.*|libpython3.*|dracut.*|openssl-provider.*|"
                    r"llvm-\d+-(tools|dev)|cpio|util-linux|media-types|libobjc.*")


def packages_of(apt: Apt, kernel: Kernel, layer: Layer, unused: "re.Pattern[str]" = UNUSED) -> List[Package]:
    """The layer's packages with their versions; recorded, so that a run with a warm cache does not need apt."""
    rule = hashlib.sha256(repr((layer.name, layer.wanted, layer.only, unused.pattern)).encode()).hexdigest()[:8]
    note = apt.home / f"packages-{kernel.compiler}-{rule}.json"
    if not note.exists():
        found = [package for package in apt.closure(layer.wanted)
                 if (re.fullmatch(layer.only, package.name) if layer.only else
                     package.name in layer.wanted or not unused.fullmatch(package.name))]
        note.write_text(json.dumps(sorted(found)))
    return [Package(*row) for row in read_json(note)]


def prepare(root: Path, compiler: str) -> None:
    """What maintainer scripts would have made."""
    number = compiler.split("-")[1]
    names = {"gcc": "gcc", "cc": "gcc", "g++": "g++", "c++": "g++", "cpp": "cpp"}
    for link, tool in names.items():
        made = root / "usr/bin" / link
        if not made.is_symlink() and not made.exists():
            made.symlink_to(f"{tool}-{number}")
    awk = root / "usr/bin/awk"
    if not awk.is_symlink():
        awk.symlink_to("gawk")
    (root / "etc/passwd").write_text("root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534::/:/usr/sbin/nologin\n")
    (root / "etc/group").write_text("root:x:0:\nnogroup:x:65534:\n")
    for name in ("build", "src", "dev", "proc", "sys", "tmp", "run", "root"):
        (root / name).mkdir(exist_ok=True)
    for name in ("null", "zero", "full", "random", "urandom", "tty"):
        (root / "dev" / name).touch()
    for name, target in (("fd", "/proc/self/fd"), ("stdin", "/proc/self/fd/0"), ("stdout", "/proc/self/fd/1"),
                         ("stderr", "/proc/self/fd/2")):
        (root / "dev" / name).symlink_to(target)


def fetch(apt: Apt, packages: Sequence[Package], target: Path, what: str) -> None:
    begun = time.monotonic()
    say(f"fetching {what}: {len(packages)} packages of Debian {apt.suite}")
    with cache.disk_errors(), cache.scratch() as place:
        apt.download(packages, place)
        unpack_all(list(place.glob("*.deb")), target)
    say(f"fetched {what} in {time.monotonic() - begun:.0f} s")


def merge_usr(root: Path) -> None:
    for name in ("bin", "sbin", "lib", "lib64"):
        (root / "usr" / name).mkdir(parents=True)
        (root / name).symlink_to(f"usr/{name}")


def build_tools(apt: Apt, kernel: Kernel, packages: Sequence[Package], final: Path) -> None:
    with cache.scratch() as place:
        root = place / "root"
        merge_usr(root)
        fetch(apt, packages, root, f"{kernel.compiler} and its tools")
        prepare(root, kernel.compiler)
        (root / ".layers").mkdir()
        cache.publish(root, final)


def intact(root: Path, compiler: str) -> bool:
    tools = ("bin/sh", "usr/bin/make", "usr/bin/ld", f"usr/bin/{compiler}", f"usr/bin/{compiler.replace('gcc', 'g++')}")
    return (root / ".layers").is_dir() and all((root / tool).exists() or (root / tool).is_symlink() for tool in tools)


def ensure_root(kernel: Kernel, llvm: bool = False, client: bool = False, analysis: bool = False) -> Path:
    """The root for a kernel; it is made or completed if necessary."""
    root = complete_root(kernel, layers_of(kernel, llvm, client, analysis))
    if kernel.debug:
        # (Building takes minutes, so it is done without a lock on the root.)
        ensure_debug_kernel(kernel, root)
        add_headers(kernel, root)
    return root


def complete_root(kernel: Kernel, layers: Sequence[Layer]) -> Path:
    # A -backports kernel is built by its base suite's compiler, so both share a root.
    base = kernel.built_in
    apts = {layer: Apt(layer.suite or kernel.suite, layer.arch) for layer in layers}
    with contextlib.ExitStack() as locks:
        for name in (f"root-{base}", *sorted({f"index-{apt.name}" for apt in apts.values()})):
            locks.enter_context(cache.locked(name))
        for apt in apts.values():
            # (An existing list is renewed by kernels_of, which makes its own list from it.)
            if not apt.stamp.exists():
                apt.refresh()
        tools = packages_of(apts[layers[0]], kernel, layers[0])
        key = hashlib.sha256(repr(tools).encode()).hexdigest()[:8]
        final = cache.folder("roots") / f"{base}-{kernel.compiler}-{key}"
        if final.exists() and not intact(final, kernel.compiler):
            say(f"{final} is damaged: making it anew")
            shutil.rmtree(final)
        if not final.exists():
            build_tools(apts[layers[0]], kernel, tools, final)
            prune(final)
        have = {(package.name, package.version) for package in tools}
        for layer in layers[1:]:
            stamp = final / ".layers" / layer.name
            missing = [p for p in packages_of(apts[layer], kernel, layer)
                       if (p.name, p.version) not in have or layer.arch != NATIVE]
            content = "\n".join(f"{p.name} {p.version}" for p in missing)
            if stamp.exists() and stamp.read_text() == content:
                continue
            (final / layer.folder).mkdir(parents=True, exist_ok=True)
            fetch(apts[layer], missing, final / layer.folder, f"{' '.join(layer.wanted)}")
            # Written last: a layer cut short is unpacked again, over itself.
            stamp.write_text(content)
        return final


def add_headers(kernel: Kernel, root: Path) -> None:
    """Puts a debug kernel's headers where a package would have put them; headers of kernels that do not exist any more are removed."""
    with cache.locked(f"root-{kernel.suite}"), cache.disk_errors():
        stamp = root / ".layers" / kernel.release
        folder = root / "usr/lib/modules" / kernel.release
        if not stamp.exists():
            folder.mkdir(parents=True, exist_ok=True)
            run([needs("tar", "tar"), "-xzf", place_of(kernel) / "headers.tar.gz", "-C", folder, "--no-same-owner"],
                f"unpacking the headers of {kernel.release}")
            stamp.write_text("")
        for old in folder.parent.glob("*-debug-*"):
            if not (place_of(kernel).parent / old.name).exists():
                (root / ".layers" / old.name).unlink(missing_ok=True)
                shutil.rmtree(old, ignore_errors=True)


def prune(newest: Path) -> None:
    """Removes roots that the new one replaces, unless someone works in them."""
    for old in newest.parent.glob(newest.name.rsplit("-", 1)[0] + "-*"):
        if old != newest and not cache.in_use(old.name):
            shutil.rmtree(old, ignore_errors=True)
