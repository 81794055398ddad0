# SPDX-License-Identifier: MIT
"""compile_fail.sh, which checks all that must not compile: it accepts a fault only if the compiler reports it."""

import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import List, Tuple

JUDGE = Path(__file__).resolve().parent / "compile_fail.sh"
SOURCE = """
struct [[nodiscard]] R {};
R r();
int f(int);
void t()
{
	int kept = 1;
LINES
}
"""


def judged(*lines: str) -> Tuple[int, List[str]]:
    """Its status and output for a function with these lines."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "faults.cpp"
        path.write_text(SOURCE.replace("LINES", "\n".join(f"\t{line}" for line in lines)))
        done = subprocess.run(["sh", JUDGE, path, "--", "g++", "-std=gnu++20", "-Wall", "-Werror"], text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.returncode, done.stdout.replace(f"{path}:", "line ").splitlines()


class CompileFail(unittest.TestCase):
    def test_faults_that_are_reported_pass(self) -> None:
        self.assertEqual(judged('f("x"); // FAULT: invalid conversion', "r(); // FAULT: (ignoring|nodiscard)"), (0, ["3 passed, 0 failed"]))

    def test_a_line_that_compiles_fails(self) -> None:
        status, said = judged("f(1); // FAULT: invalid conversion", 'f("x"); // FAULT: invalid conversion')
        self.assertEqual(status, 1)
        self.assertIn("line 8: compiles", said)
        self.assertEqual(said[-1], "2 passed, 1 failed")

    # (Compilers print the line with its comment.)
    def test_words_of_the_comment_do_not_count(self) -> None:
        status, said = judged('f("x"); // FAULT: words of nobody')
        self.assertEqual(status, 1)
        self.assertIn("line 8: fails, but without the words 'words of nobody':", said)

    def test_an_error_belongs_to_its_line(self) -> None:
        status, said = judged('f("x"); // FAULT: ignoring', "r(); // FAULT: ignoring")
        self.assertEqual(status, 1)
        self.assertIn("line 8: fails, but without the words 'ignoring':", said)
        self.assertEqual(said[-1], "2 passed, 1 failed")

    def test_an_error_without_the_faults_is_reported(self) -> None:
        status, said = judged("g();", 'f("x"); // FAULT: invalid conversion')
        self.assertEqual(status, 1)
        self.assertIn("does not compile without its faulty lines:", "\n".join(said))


if __name__ == "__main__":
    unittest.main(verbosity=1)
