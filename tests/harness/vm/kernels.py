# SPDX-License-Identifier: MIT
"""Which stock kernels Debian has, and which one KERNEL= names."""

import json
import re
from pathlib import Path
from typing import Callable, List, NamedTuple, Sequence, Tuple

from . import cache
from .apt import NATIVE, SUITES, Apt, base_of
from .tools import VmError, say


class Kernel(NamedTuple):
    suite: str
    release: str   # as in uname -r
    flavour: str   # amd64, rt-amd64, cloud-amd64; debug-kasan and the like for kernels that we build (debug.py)
    compiler: str  # gcc-12
    image: str     # the package that holds vmlinuz
    llvm: bool = False  # built by clang, so its modules are, too
    arch: str = NATIVE
    toolchain: str = ""  # the suite whose compiler builds for it, if that is not its own

    @property
    def headers(self) -> str:
        return f"linux-headers-{self.release}"

    @property
    def built_in(self) -> str:
        """The suite whose compiler builds for it."""
        return self.toolchain or base_of(self.suite)

    @property
    def debug(self) -> bool:
        return self.flavour.startswith("debug-")


def order(release: str) -> Tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", re.sub(r"-\D.*", "", release)))


# Debian's names for the kernels of an architecture: the default ones, and those for special use.
FLAVOURS = {
    NATIVE: "(?:rt-|cloud-)?amd64",
    "arm64": "(?:rt-|cloud-)?arm64(?:-16k)?",
    "armhf": "(?:rt-)?armmp(?:-lpae)?",
    "i386": "(?:rt-)?686(?:-pae)?",
    "riscv64": "riscv64",
    "s390x": "s390x",
    "ppc64el": "powerpc64le(?:-64k)?",
}


def parse_kernels(suite: str, headers: str, packages: Sequence[str], arch: str = NATIVE) -> List[Kernel]:
    """Kernels from `apt-cache show` of the headers packages and the names of all kernel packages."""
    known = set(packages)
    found = []
    for record in re.split(r"\n\n+", headers):
        fields = dict(re.findall(r"^(Package|Version|Depends): (.*)", record, re.M))
        name = re.fullmatch(rf"linux-headers-(\d\S*?-({FLAVOURS[arch]}))", fields.get("Package", ""))
        compiler = re.search(r"\bgcc-(\d+)", fields.get("Depends", ""))
        if not name or not compiler:
            continue
        # The list of a suite such as backports holds its base suite, too: those kernels are the base's.
        if (base_of(suite) != suite) != bool(re.search(r"~bpo|~exp", fields["Version"])):
            continue
        # Since forky vmlinuz has a package of its own.
        image = next((f"{kind}-{name[1]}" for kind in ("linux-binary", "linux-image") if f"{kind}-{name[1]}" in known), "")
        if image:
            found.append(Kernel(suite, name[1], name[2], f"gcc-{compiler[1]}", image, arch=arch))
    return sorted(set(found), key=lambda kernel: order(kernel.release), reverse=True)


def kernels_of(suite: str, arch: str = NATIVE) -> List[Kernel]:
    """A suite's kernels, newest first."""
    apt = Apt(suite, arch)
    with cache.locked(f"index-{apt.name}"):
        listing = apt.home / "kernels.json"
        if apt.refresh() or not listing.exists():
            for stale in apt.home.glob("packages-*.json"):
                stale.unlink()
            names = apt.query("pkgnames", "linux-").split()
            headers = [name for name in names if re.match(rf"linux-headers-\d.*-{FLAVOURS[arch]}$", name)]
            found = parse_kernels(suite, apt.query("show", *headers) if headers else "", names, arch)
            # (Fields that are the same in every row are left out.)
            listing.write_text(json.dumps([kernel[:5] for kernel in found]))
        return [Kernel(*row)._replace(arch=arch) for row in read_json(listing)]


def read_json(path: Path) -> List[List[str]]:
    try:
        return json.loads(path.read_text())
    except (ValueError, OSError) as error:
        raise VmError(f"the cached file {path} is damaged; type: rm -r {path.parent}") from error


def resolve(name: str, kernels: Callable[[str], List[Kernel]] = kernels_of) -> Kernel:
    """The kernel meant by a suite, suite-flavour, version prefix or full release; or a debug kernel."""
    if name.startswith("debug-"):
        from .debug import debug_kernel  # (which imports this module)
        return debug_kernel(name)
    for suite in sorted(SUITES, key=len, reverse=True):
        if name == suite or name.startswith(suite + "-"):
            flavour = name[len(suite) + 1:].replace("-amd64", "") or "amd64"
            wanted = flavour if flavour == "amd64" else f"{flavour}-amd64"
            for kernel in kernels(suite):
                if kernel.flavour == wanted:
                    return kernel
            raise VmError(f"Debian {suite} has no kernel of flavour {flavour}; it has: "
                          f"{', '.join(k.release for k in kernels(suite)) or 'none'}")
    if not re.match(r"\d", name):
        raise VmError(f"there is no kernel {name}; name a suite ({', '.join(SUITES)}), a suite and flavour (forky-rt, "
                      "trixie-cloud), a version (6.12) or a debug kernel (debug-kasan, debug-cfi, debug-kcsan)")
    prefix, _, flavour = name.partition("-") if re.fullmatch(r"[\d.]+-(rt|cloud)", name) else (name, "", "")
    wanted = f"{flavour}-amd64" if flavour else "amd64"
    every: List[Kernel] = []
    # Backports last: of one version, the build of its own suite is preferred.
    for suite in sorted(SUITES, key=lambda suite: suite.endswith("-backports")):
        try:
            rows = kernels(suite)
        except VmError as error:  # a suite that the mirror has archived must not hide the others
            say(str(error))
            continue
        for kernel in rows:
            if kernel.release == name:
                return kernel
            if kernel.flavour == wanted and re.match(re.escape(prefix) + r"(?=[.+-])", kernel.release):
                return kernel
        every += rows
    default = [f"{kernel.release} ({kernel.suite})" for kernel in every if kernel.flavour == "amd64"]
    raise VmError(f"no Debian suite here has a kernel {name}; there are: {', '.join(default)}; all flavours: tests/harness/vm.sh list")
