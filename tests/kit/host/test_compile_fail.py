# SPDX-License-Identifier: MIT
"""compile_fail.sh, by which all that must not compile is judged: it takes no fault for found that the compiler does not name."""

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
    """Its status, and what it says to a function of these lines."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "faults.cpp"
        path.write_text(SOURCE.replace("LINES", "\n".join(f"\t{line}" for line in lines)))
        done = subprocess.run(["sh", JUDGE, path, "--", "g++", "-std=gnu++20", "-Wall", "-Werror"], text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.returncode, done.stdout.replace(f"{path}:", "line ").splitlines()


class CompileFail(unittest.TestCase):
    def test_faults_that_are_named_pass(self) -> None:
        self.assertEqual(judged('f("x"); // FAULT: invalid conversion', "r(); // FAULT: (ignoring|nodiscard)"), (0, ["3 passed, 0 failed"]))

    def test_what_compiles_is_none(self) -> None:
        status, said = judged("f(1); // FAULT: invalid conversion", 'f("x"); // FAULT: invalid conversion')
        self.assertEqual(status, 1)
        self.assertIn("line 8: compiles", said)
        self.assertEqual(said[-1], "2 passed, 1 failed")

    # (Compilers show the line, its comment too.)
    def test_the_words_of_the_comment_are_not_the_compilers(self) -> None:
        status, said = judged('f("x"); // FAULT: words of nobody')
        self.assertEqual(status, 1)
        self.assertIn("line 8: fails, but without the words 'words of nobody':", said)

    def test_an_error_is_that_of_its_line(self) -> None:
        status, said = judged('f("x"); // FAULT: ignoring', "r(); // FAULT: ignoring")
        self.assertEqual(status, 1)
        self.assertIn("line 8: fails, but without the words 'ignoring':", said)
        self.assertEqual(said[-1], "2 passed, 1 failed")

    def test_what_is_wrong_without_the_faults_is_told(self) -> None:
        status, said = judged("g();", 'f("x"); // FAULT: invalid conversion')
        self.assertEqual(status, 1)
        self.assertIn("does not compile without its faulty lines:", "\n".join(said))


if __name__ == "__main__":
    unittest.main(verbosity=1)
