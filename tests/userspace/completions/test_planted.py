# SPDX-License-Identifier: MIT
"""Plants mistakes in copies of the completions: each must make test_completions.py fail, by the test named."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from tests.harness.vm.build import TREE

# The file, its text, the text that is planted instead, the test that must fail.
PLANTED = (
    ("rusty", "'get set add", "'get add", "Bash.test_verbs"),
    ("rusty", "'--checked'", "'--checked --wrong'", "Bash.test_options_of_each_verb"),
    ("rusty", "auto always never", "auto always", "Bash.test_values"),
    ("rusty", "refused=' eq:--since ", "refused=' ", "Bash.test_the_parser_accepts_what_is_offered"),
    ("_rusty", "'set:Store a number'", "", "Zsh.test_verbs"),
    ("_rusty", "specs+=('(--checked)", "specs+=('--wrong[x]' '(--checked)", "Zsh.test_options_of_each_verb"),
    ("_rusty", "eq ne lt", "eq lt", "Zsh.test_arguments"),
    ("_rusty", "set:Store a number", "set:Stores", "Zsh.test_descriptions"),
    ("_rusty", "#compdef rusty", "#compdef other", "Zsh.test_verbs"),
    ("rusty.fish", "-a set", "-a sets", "Fish.test_verbs"),
    ("rusty.fish", "-l checked", "-l wrong", "Fish.test_options_of_each_verb"),
    ("rusty.fish", "complete -c rusty -f", "", "Fish.test_values"),
    ("rusty.fish", "-r -F", "-x", "Fish.test_paths"),
)


class Planted(unittest.TestCase):
    def test_each_mistake_is_seen(self) -> None:
        for file, right, wrong, test in PLANTED:
            with self.subTest(f"{file}: {right} -> {wrong}"), tempfile.TemporaryDirectory() as folder:
                shutil.copy(BUILD / "rusty", folder)
                copies = Path(folder, "completions")
                copies.mkdir()
                for name in ("rusty", "_rusty", "rusty.fish"):
                    shutil.copy(BUILD / "completions" / name, copies)
                text = (copies / file).read_text()
                self.assertIn(right, text)
                self.assertEqual(0, self.status(folder, test), "it fails without a mistake, too")
                (copies / file).write_text(text.replace(right, wrong, 1))
                self.assertNotEqual(0, self.status(folder, test))

    def status(self, folder: str, test: str) -> int:
        words = (sys.executable, "-m", "tests.userspace.completions.test_completions", folder, test)
        return subprocess.run(words, cwd=TREE, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              check=False).returncode


BUILD = Path(os.environ.get("RUSTY_BUILD") or TREE / "build" / "userspace").resolve()

if __name__ == "__main__":
    if len(sys.argv) > 1 and Path(sys.argv[1]).is_dir():
        BUILD = Path(sys.argv.pop(1)).resolve()
    unittest.main()
