# SPDX-License-Identifier: MIT
"""Writes compile_commands.json from what the last build really ran: the modules (kbuild's .cmd files) and user space."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Dict, List

from .vm.build import MODULE_FOLDERS, TREE


def kbuild_entry(record: Path) -> Dict[str, object]:
    """One compiled object. The command ran in the kernel's build folder, which is found from its dependencies."""
    text = record.read_text()
    command = re.search(r"^(?:saved)?cmd_\S+ := (.*)$", text, re.MULTILINE)
    source = re.search(r"^source_\S+ := (.*)$", text, re.MULTILINE)
    if not command or not source:
        return {}
    words: List[str] = []
    for word in shlex.split(command[1].split(" ; ")[0].replace("\\#", "#")):
        if word.startswith("@"):
            words += shlex.split(Path(word[1:]).read_text())
        elif not word.startswith("-Wp,"):
            words.append(word)
    # (compile.sh stands in front of the C++ compiler.)
    if len(words) > 2 and words[1].endswith("/compile.sh"):
        words = words[2:]
    return {"directory": str(working_folder(words)), "file": str(source[1]), "arguments": words}


def working_folder(words: List[str]) -> Path:
    """Kernels before 6.13 compile in their own folder (which `make modules` has recorded), and paths are relative to it."""
    in_kernel = any(word.startswith("-I./") for word in words)
    return Path((TREE / "build/kdir").read_text().strip()) if in_kernel else TREE


def userspace_entries() -> List[Dict[str, object]]:
    """What `make userspace` would run."""
    done = subprocess.run(["make", "-nB", "-f", "userspace/userspace.mk"], cwd=TREE, stdout=subprocess.PIPE, text=True, check=True)
    entries = []
    for line in done.stdout.splitlines():
        words = shlex.split(line)
        sources = [word for word in words if word.endswith(".cpp")]
        if "-o" in words and sources:
            entries.append({"directory": str(TREE), "file": sources[0], "arguments": words})
    return entries


def main() -> int:
    records = sorted({path for folder in ("kmod", *MODULE_FOLDERS.values()) for path in (TREE / folder).rglob(".*.o.cmd")})
    modules = [entry for entry in map(kbuild_entry, records) if entry]
    if not modules:
        print("compile_commands: no module has been built here yet; type: make modules", file=sys.stderr)
        return 1
    entries = modules + userspace_entries()
    Path(sys.argv[1]).write_text(json.dumps(entries, indent=1) + "\n")
    print(f"{sys.argv[1]}: {len(entries)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
