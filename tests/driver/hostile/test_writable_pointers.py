# SPDX-License-Identifier: MIT
"""A function pointer that can be overwritten is found; one that cannot is not."""

import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import List

from .writable_pointers import writable_function_pointers

TABLE = "struct table { int number; void (*call)(void); };\nstatic void called(void) {}\n"


class WritablePointers(unittest.TestCase):
    def found(self, object_: str) -> List[str]:
        with tempfile.TemporaryDirectory() as folder:
            source, made = Path(folder) / "it.c", Path(folder) / "it.o"
            source.write_text(f"{TABLE}{object_}\n")
            subprocess.run(["gcc", "-fno-pie", "-ffunction-sections", "-c", "-o", made, source], check=True)
            return writable_function_pointers(made)

    def test_a_table_that_is_not_const(self) -> None:
        self.assertRegex("".join(self.found("struct table open = {1, called};")), r"^\.data\S*: open -> .*called$")

    def test_what_cannot_be_written_to(self) -> None:
        self.assertEqual(self.found("const struct table shut = {1, called};"), [])
        self.assertEqual(self.found('__attribute__((section(".data..ro_after_init"))) struct table shut = {1, called};'), [])

    def test_a_table_without_functions(self) -> None:
        self.assertEqual(self.found("void (*const keep)(void) = called; int number; int *open = &number;"), [])


if __name__ == "__main__":
    unittest.main(verbosity=1)
