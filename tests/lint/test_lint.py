#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The checks of commits, staged files and links find what they must, and nothing else: for each rule there is a case that breaks only it."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Dict, Tuple

from .commits import problems
from .links import broken

HERE = Path(__file__).resolve().parent
TREE = HERE.parents[1]

BODY = "\n\nA reader of the log needs to know why.\n"
GOOD = "Check the subject of each commit" + BODY
LICENCE = "# SPDX-License-Identifier: MIT\n"


class Messages(unittest.TestCase):
    def test_a_right_message_has_no_problem(self) -> None:
        for message in (GOOD, "x" * 72 + BODY, "Revert \"Add a check\"" + BODY, "Merge the branch of and/or rules" + BODY,
                        GOOD + "\nSigned-off-by: A <a@example.org>\n", "Prüfe die Länge in Zeichen, nicht in Bytes: " + "ü" * 28 + BODY):
            self.assertEqual(problems(message), [], message)

    def test_each_rule_finds_the_message_that_breaks_it(self) -> None:
        for message, problem in (
                ("", "empty"),
                ("x" * 73 + BODY, "73 characters"),
                ("Check the subject." + BODY, "period"),
                ("Check the subject\nof each commit" + BODY, "second line"),
                ("Check the subject", "no body"),
                ("Check the subject\n\nSigned-off-by: A <a@example.org>\nFixes: 0123 (\"x\")\n", "no body"),
                ("Merge /tmp/x" + BODY, "folder"),
                ("Merge branch 'main' of ../x" + BODY, "folder"),
                ("fixup! Check the subject" + BODY, "squashed")):
            found = problems(message)
            self.assertEqual(len(found), 1, f"{message!r}: {found}")
            self.assertIn(problem, found[0])


class Repository(unittest.TestCase):
    """A repository with this tree's hooks, without the settings of the user or of a git that runs the tests."""
    def setUp(self) -> None:
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.place = Path(place.name)
        self.settings: Dict[str, str] = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self.settings.update(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null", GIT_EDITOR="true", HOME=str(self.place))
        for who in ("AUTHOR", "COMMITTER"):
            self.settings.update({f"GIT_{who}_NAME": "A", f"GIT_{who}_EMAIL": "a@example.org"})
        self.git("init", "-q", "-b", "main")

    def run_here(self, *words: str) -> Tuple[int, str]:
        done = subprocess.run(words, cwd=self.place, env=self.settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              check=False)
        return done.returncode, done.stdout

    def git(self, *words: str) -> str:
        status, said = self.run_here("git", *words)
        self.assertEqual(status, 0, said)
        return said

    def stage(self, name: str, text: str) -> None:
        path = self.place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        self.git("add", name)


class Hooks(Repository):
    def setUp(self) -> None:
        super().setUp()
        self.git("config", "core.hooksPath", str(HERE / "hooks"))

    def refused(self, why: str, *words: str) -> None:
        status, said = self.run_here("git", "commit", "-q", *words)
        self.assertNotEqual(status, 0, said)
        self.assertIn(why, said)
        self.assertNotEqual(self.run_here("git", "rev-parse", "-q", "--verify", "HEAD")[0], 0, "it was committed")

    def test_make_hooks_enables_them(self) -> None:
        status, said = self.run_here("make", "-s", "-f", str(TREE / "Makefile"), "hooks")
        self.assertEqual(status, 0, said)
        folder = TREE / self.git("config", "core.hooksPath").strip()
        self.assertEqual(sorted(hook.name for hook in folder.iterdir() if os.access(hook, os.X_OK)), ["commit-msg", "pre-commit"])

    def test_a_message_without_a_reason_is_refused(self) -> None:
        self.stage("a.sh", LICENCE)
        self.refused("no body", "-m", "Add a")
        self.refused("period", "-m", "Add a.", "-m", "It is needed.")

    def test_comments_and_the_diff_of_an_editor_are_no_body(self) -> None:
        self.stage("a.sh", LICENCE)
        (self.place / "message").write_text("Add a\n\n# A comment.\n")
        self.refused("no body", "--verbose", "--edit", "--file=message")

    def test_a_right_commit_and_one_to_be_squashed_pass(self) -> None:
        self.stage("a.sh", LICENCE)
        self.git("commit", "-q", "-m", "Add a", "-m", "It is needed.")
        self.stage("a.sh", LICENCE + "true\n")
        self.git("commit", "-q", "--fixup=HEAD")
        self.git("rm", "-q", "a.sh")
        self.git("commit", "-q", "-m", "Remove a", "-m", "It is needed no longer.")

    def test_each_check_of_files_finds_what_breaks_it(self) -> None:
        shutil.copy(TREE / ".clang-format", self.place)
        self.git("add", ".clang-format")
        for tool, name, text, why in (
                ("grep", "a.py", "x = 1\n", "licences"), ("grep", "a.md", "text \n", "spaces"),
                ("shellcheck", "a.sh", f"#!/bin/sh\n{LICENCE}cd $1\n", "SC2086"), ("pyflakes3", "a.py", f"{LICENCE}import os\n", "os"),
                ("clang-format", "a.cpp", "// SPDX-License-Identifier: MIT\nint  a;\n", "layout")):
            with self.subTest(why):
                if not shutil.which(tool):
                    self.skipTest(f"{tool} is not installed")
                self.stage(name, text)
                self.refused(why, "-m", "Add a", "-m", "It is needed.")
                self.git("rm", "-q", "--cached", name)

    def test_what_is_staged_counts_and_not_what_the_work_tree_has(self) -> None:
        self.stage("a.py", "x = 1\n")
        (self.place / "a.py").write_text(LICENCE)
        self.refused("licences", "-m", "Add a", "-m", "It is needed.")
        self.git("add", "a.py")
        (self.place / "a.py").write_text("x = 1 \n")
        self.git("commit", "-q", "-m", "Add a", "-m", "It is needed.")


class History(Repository):
    def commit(self, message: str) -> None:
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def history(self) -> Tuple[int, str]:
        return self.run_here(sys.executable, str(self.place / "tests/lint/commits.py"), "--history")

    def test_it_finds_commits_against_the_rules_but_none_from_before_the_rules(self) -> None:
        self.commit("Old.")
        self.git("branch", "old")
        self.stage("tests/lint/commits.py", (HERE / "commits.py").read_text())
        self.assertEqual(self.history(), (0, ""))
        self.commit("The rules.")
        self.assertEqual(self.history(), (0, ""))
        self.commit(GOOD)
        self.git("switch", "-q", "old")
        self.commit("Begun before the rules.")
        self.git("switch", "-q", "main")
        self.git("merge", "-q", "-m", "Merge the old branch", "-m", "Its work is done.", "old")
        self.assertEqual(self.history(), (0, ""))
        self.commit("Bad." + BODY)
        self.commit(GOOD)
        status, said = self.history()
        self.assertEqual((status, said.count("\n")), (1, 1), said)
        self.assertIn("Bad.: the subject ends with a period", said)


class Links(unittest.TestCase):
    def test_it_finds_links_to_nowhere(self) -> None:
        with tempfile.TemporaryDirectory() as place:
            page = Path(place) / "a.md"
            page.write_text("# Title: `make test`\n[a](a.md) [b](#title-make-test) [c](https://example.org/x) `a` [d](no.md)\n"
                            "[e](#no) [f](a.md#title-make-test)\n\n    [g](shown.md)\n")
            self.assertEqual([problem.split(": ")[1] for problem in broken(page)], ["there is no no.md", "the page has no heading #no"])


if __name__ == "__main__":
    unittest.main()
