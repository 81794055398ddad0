# SPDX-License-Identifier: MIT
"""The packages of a root, in layers, for a kernel of this machine or of another architecture."""

import functools
import re
from typing import List, NamedTuple, Sequence, Tuple

from .apt import NATIVE, Apt
from .debug import PACKAGES, is_built
from .kernels import Kernel
from .machines import MACHINES
from .tools import VmError

BASE = ("base-files", "bash", "binutils", "coreutils", "dash", "diffutils", "findutils", "gawk", "grep", "gzip", "kmod",
        "libc6-dev", "make", "perl", "sed", "xz-utils")
LLVM = ("clang", "lld", "llvm")
# The suites whose default clang is too old for the kernel's own mitigations: the one that is named instead (LLVM=-16).
NEWER_LLVM = {"bookworm": "-16"}
# Tools that analyse the C side.
ANALYSIS = ("sparse",)
# What our user space is built with, and the tools that its tests use.
CLIENT = ("catch2", "jq", "libacl1-dev", "libcli11-dev", "libfmt-dev", "libkmod-dev", "libudev-dev", "nlohmann-json3-dev",
          "bsdutils", "ccache")
# A kernel's headers and kbuild's own tools, without the compilers that they depend on.
KBUILD = r"linux-(headers|kbuild)-.*"


class Layer(NamedTuple):
    """Packages added to a root together: the toolchain, a kernel's headers, LLVM, or the client's libraries."""
    name: str
    wanted: Sequence[str]
    only: str = ""    # of the packages and their dependencies only those that match this
    suite: str = ""   # from another suite than the kernel's
    arch: str = NATIVE
    folder: str = ""  # where in the root, if its files would collide with this machine's own


def llvm_suffix(kernel: Kernel) -> str:
    """-16, if the suite's default clang cannot build for the kernel."""
    return NEWER_LLVM.get(kernel.built_in, "")


def layers_of(kernel: Kernel, llvm: bool, client: bool = False, analysis: bool = False) -> List[Layer]:
    number = kernel.compiler.split("-")[1]
    layers = [Layer("tools", (*BASE, kernel.compiler, f"g++-{number}"), suite=kernel.toolchain)]
    if kernel.arch != NATIVE:
        layers += cross_layers(kernel)
    elif kernel.toolchain:
        layers.append(Layer(kernel.release, (kernel.headers,), KBUILD))
    elif not kernel.debug:
        layers.append(Layer(kernel.release, (kernel.headers,)))
    elif not is_built(kernel):
        layers.append(Layer("kernel", PACKAGES))
    suffix = llvm_suffix(kernel)
    clang = Layer(f"llvm{suffix}", tuple(f"{name}{suffix}" for name in LLVM))
    layers += [clang] * (llvm or kernel.llvm) + [Layer("client", CLIENT)] * client
    return layers + [Layer("analysis", ANALYSIS)] * analysis


# The cross compilers, kbuild's tools of this machine (modpost knows the others' objects), and the foreign headers and libraries,
# which are only read.
def cross_layers(kernel: Kernel) -> List[Layer]:
    number = kernel.compiler.split("-")[1]
    machine = MACHINES[kernel.arch]
    compilers = tuple(f"{tool}-{number}-{machine.triplet}" for tool in ("gcc", "g++"))
    compilers += tuple(machine.package32.format(n=number).split())
    kbuild, headers = kernel_packages(kernel)
    return [Layer(f"cross-{kernel.arch}", compilers),
            Layer(f"{kernel.release}-kbuild", kbuild, KBUILD),
            Layer(kernel.release, headers, "|".join(map(re.escape, headers)), arch=kernel.arch),
            Layer(f"catch2-{kernel.arch}", ("catch2",), "(lib)?catch2.*", arch=kernel.arch, folder=foreign(kernel.arch))]


def foreign(arch: str) -> str:
    """The folder, in a root, of an architecture's libraries."""
    return f"usr/lib/foreign/{arch}"


@functools.lru_cache(maxsize=None)
def kernel_packages(kernel: Kernel) -> Tuple[Tuple[str, ...], Tuple[str, ...]]:
    """kbuild's tools, which are programs, and the headers, which the headers package depends on."""
    depends = re.search(r"^Depends: (.*)", Apt(kernel.suite, kernel.arch).query("show", "--no-all-versions", kernel.headers), re.M)
    names = re.findall(r"\blinux-(?:kbuild|headers)-[^ ,|]+", depends[1]) if depends else []
    kbuild = tuple(name for name in names if name.startswith("linux-kbuild-"))
    if not kbuild:
        raise VmError(f"the package {kernel.headers} of Debian {kernel.suite} names no linux-kbuild")
    return kbuild, (kernel.headers, *(name for name in names if name not in kbuild))
