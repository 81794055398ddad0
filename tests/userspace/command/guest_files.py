# SPDX-License-Identifier: MIT
"""What a guest needs for the tests of the library and the command: both, their libraries, the modules, the corpus."""

import lzma
from pathlib import Path
from typing import Dict

from tests.harness.vm import cache
from tests.harness.vm.build import SOURCES, TREE, build, source_files, synchronise, work_folder
from tests.harness.vm.client import beneath, build_client
from tests.harness.vm.kernels import Kernel
from tests.harness.vm.modules import installed

PROGRAMS = ("rusty", "rusty-client-tests", "/usr/bin/jq", "/usr/bin/script")
CORPUS = TREE / "tests/userspace/fuzz/corpus/number"
CONTRACT = "kmod/uapi/rusty.h"


def next_contract(kernel: Kernel) -> Path:
    """The module with the next version of the contract, as an old command finds it after an upgrade."""
    tree = TREE / "build" / "next"
    with cache.locked(cache.lock_name("next", tree)):
        synchronise(TREE, source_files(TREE, SOURCES), tree)
        header = tree / CONTRACT
        text = (TREE / CONTRACT).read_text()
        ours, following = "#define RUSTY_ABI_VERSION 1\n", "#define RUSTY_ABI_VERSION 2\n"
        assert ours in text
        header.write_text(text.replace(ours, following))
        return build(kernel, ["rusty"], tree=tree).modules[0]


def compressed(module: Path) -> Path:
    """As a kernel with compressed modules has it (CRC32 is the only check that it supports)."""
    path = module.with_suffix(".ko.xz")
    path.write_bytes(lzma.compress(module.read_bytes(), check=lzma.CHECK_CRC32))
    return path


def guest_files(kernel: Kernel, module: Path) -> Dict[str, Path]:
    client = build_client(kernel, "tests/userspace/command/command.mk", ("tests",), PROGRAMS)
    files = dict(client.libraries)
    # (Newer versions of libkmod load it with dlopen, so the loader does not list it.)
    lzma_library = str(Path(next(name for name in files if "/libkmod.so." in name)).parent / "liblzma.so.5")
    files[lzma_library] = beneath(client.root, lzma_library)
    files["/usr/bin/rusty"] = client.folder / "rusty"
    files["/t/rusty-client-tests"] = client.folder / "rusty-client-tests"
    files["/t/rusty_next.ko"] = next_contract(kernel)
    files["/t/rusty.ko.xz"] = compressed(module)
    for name in ("jq", "script"):
        files[f"/usr/bin/{name}"] = client.root / "usr/bin" / name
    for path in (client.folder / "examples").iterdir():
        if path.suffix != ".d":
            files[f"/t/examples/{path.name}"] = path
    for path in CORPUS.iterdir():
        files[f"/t/corpus/{path.name}"] = path
    files.update(installed(kernel, module, work_folder(kernel)))
    return files
