# SPDX-License-Identifier: MIT
"""The result of `make fork`: a module under its own name, which builds, also with the changes that its README describes."""

import re
import tempfile
import unittest
from pathlib import Path
from typing import List, Tuple

from tests.harness.counts import build_warnings
from tests.harness.vm.build import TREE
from tests.harness.vm.compilers import check_compiler
from tests.harness.vm.enter import enter
from tests.harness.vm.kernels import resolve
from tests.harness.vm.layers import llvm_suffix
from .test_build import shell


class Fork(unittest.TestCase):
    def build(self, folder: Path, setting: str = "LLVM=") -> None:
        with tempfile.TemporaryFile("w+") as log:
            status = enter(resolve("bookworm"), ["sh", "-c", f'make "KDIR=$KDIR" {setting}'], folder, llvm=setting != "LLVM=", log=log)
            log.seek(0)
            said = log.read()
        self.assertEqual(status, 0, said)
        self.assertEqual(build_warnings(said), [])
        self.assertTrue((folder / f"{folder.name}.ko").exists())

    def test_a_fork_builds_under_its_own_name(self) -> None:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "my_driver"
            status, said = shell("make", "-s", "fork", "NAME=my_driver", f"DIR={folder}")
            self.assertEqual(status, 0, said)
            self.build(folder)
            left = shell("grep", "-rlE", "cpp_out_of_tree|CppOutOfTree", str(folder / "kmod"), str(folder / "Kbuild"))[1]
            self.assertNotIn("my_driver.cpp", left)
            self.build(folder, f"LLVM={llvm_suffix(resolve('bookworm'))}")
            check_compiler(folder / "my_driver.ko", folder, f"clang{llvm_suffix(resolve('bookworm'))}")
            status, said = shell("make", "-s", "fork", "NAME=my_driver", f"DIR={folder}")
            self.assertNotEqual(status, 0)
            self.assertIn("exists already", said)
            # The fork's harness has the debug kernels, too; this tree's harness builds no other project.
            status, said = shell("sh", str(folder / "tests/harness/vm.sh"), "list")
            self.assertEqual(status, 0, said)
            self.assertRegex(said, r"(?m)^debug-kasan ")
            status, said = shell("sh", "tests/harness/vm.sh", "-C", str(folder), "build", "bookworm")
            self.assertEqual(status, 1, said)
            self.assertIn(f"{folder}/tests/harness/vm.sh build bookworm", said)

    def test_what_its_readme_says_to_write_builds(self) -> None:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "my_driver"
            shell("make", "-s", "fork", "NAME=my_driver", f"DIR={folder}")
            blocks = [block.replace("\n    ", "\n").strip() + "\n" for block in
                      re.findall(r"\n((?:\n| {4}.*\n)+)", (folder / "README.md").read_text()) if "make try" not in block and block.strip()]
            parameter, kept, read, member, publish = blocks
            declarations, source = folder / "kmod/my_driver/my_driver.module.h", folder / "kmod/my_driver/my_driver.cpp"
            declarations.write_text(declarations.read_text() + parameter)
            text = source.read_text()
            for before, added in (("namespace\n{\n", kept + read), ("};\n\n} // namespace", member), ("\t\treturn module;", publish)):
                self.assertIn(before, text)
                text = text.replace(before, added + before, 1)
            source.write_text(text)
            self.build(folder)

    def test_a_name_that_no_module_can_have(self) -> None:
        for name in ("", "Hello", "9lives", "a-b", "a b"):
            status, said = shell("make", "-s", "fork", f"NAME={name}", "DIR=/nowhere/x")
            self.assertNotEqual(status, 0)
            self.assertIn("is no module name", said)

    # Whatever is between `class` and its name.
    @staticmethod
    def names_of_the_layer() -> List[Tuple[str, str, str]]:
        source = "".join(path.read_text() for path in (TREE / "kmod/kernel").glob("*/*.hpp") if "_test" not in path.name)
        names = set(re.findall(r"^(?:template .*\n)?(?:enum )?(?:class|struct) (?:\w+\(.*?\) |\w+ (?=\w|\[))?(?:\[\[\w+\]\] )?([A-Z]\w+)", source, re.M))
        assert {"Result", "Lock", "Guard", "Errno", "Box", "Gfp", "MiscDevice"} <= names, names
        return [(re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower(), "/nowhere/x", f"a class {name}") for name in sorted(names)]

    def test_names_that_could_not_be_built_are_refused(self) -> None:
        for name, directory, why in (("kernel", "/nowhere/x", "is taken"), ("box", "/nowhere/x", "a class Box"),
                                     ("hello", "/nowhere/a b", "white space"), ("mutex", "/nowhere/x", "a class Mutex"), *self.names_of_the_layer()):
            status, said = shell("make", "-s", "fork", f"NAME={name}", f"DIR={directory}")
            self.assertNotEqual(status, 0)
            self.assertIn(why, said)


if __name__ == "__main__":
    unittest.main(verbosity=1)
