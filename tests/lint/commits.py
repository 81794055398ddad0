#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The rules for commit messages: commits.py FILE checks the message that git is about to commit (hooks/commit-msg), and
commits.py --history the commits of this branch (`make lint`).

--history checks the descendants of the commit that added this file, and no others: older history, and branches that began before
the rules, are not held to them."""

import re
import subprocess
import sys
from pathlib import Path
from typing import List

TREE = Path(__file__).resolve().parents[2]
LIMIT = 72  # characters of a subject: `git log --oneline` and mail readers show as many
# `git commit --fixup` and its like: they are meant for `git rebase --autosquash`, which removes them.
TEMPORARY = re.compile(r"(?:fixup|squash|amend)! ")
# "Merge /tmp/x", "Merge branch 'main' of ../x"
MERGE_OF_A_PATH = re.compile(r"Merge\b.*[\s'\"](?:~|\.{0,2}/)")
TRAILER = re.compile(r"[A-Z][A-Za-z-]*-by: |(?:Cc|Closes|Fixes|Link): ")
SCISSORS = re.compile(r"^. -+ >8 -+$.*", re.MULTILINE | re.DOTALL)


def problems(message: str) -> List[str]:
    """What is wrong with a message, a sentence each. (Whether the subject is in the imperative mood cannot be checked.)"""
    subject, *rest = message.strip("\n").splitlines() or [""]
    if not subject.strip():
        return ["the message is empty"]
    found = []
    if len(subject) > LIMIT:
        found.append(f"the subject has {len(subject)} characters, more than {LIMIT}")
    if subject.endswith("."):
        found.append("the subject ends with a period")
    if TEMPORARY.match(subject):
        found.append("this commit is to be squashed: git rebase --interactive --autosquash")
    if MERGE_OF_A_PATH.match(subject):
        found.append("the subject names a folder that was merged: rebase instead, or say what the merge brings in")
    if rest and rest[0].strip():
        found.append("the second line is not blank")
    if not any(line.strip() and not TRAILER.match(line) for line in rest):
        found.append("there is no body: say why the change is made")
    return found


def git(*words: str, text: str = "") -> str:
    done = subprocess.run(["git", *words], input=text, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise SystemExit(f"git {words[0]}: {done.stderr.strip()}")
    return done.stdout


def check_file(path: str) -> int:
    """As git will store the message: without comments, and without the diff that `git commit --verbose` appends."""
    text = Path(path).read_text(encoding="utf-8", errors="replace")
    message = git("stripspace", "--strip-comments", text=SCISSORS.sub("", text))
    found = [] if TEMPORARY.match(message) else problems(message)
    for problem in found:
        print(f"commit-msg: {problem}", file=sys.stderr)
    if found:
        print("commit-msg: nothing was committed (CONTRIBUTING.md, Commits); to edit the message: "
              "git commit --edit --file=\"$(git rev-parse --git-path COMMIT_EDITMSG)\"", file=sys.stderr)
    return int(bool(found))


def check_history() -> int:
    here = Path(__file__).resolve().relative_to(TREE).as_posix()
    added = git("-C", str(TREE), "log", "--diff-filter=A", "--format=%H", "--", here).split()
    if not added:  # the rules are not committed yet
        return 0
    log = git("-C", str(TREE), "log", "-z", "--ancestry-path", "--format=%h%n%B", f"{added[-1]}..HEAD")
    failed = 0
    for commit in filter(None, log.split("\0")):
        name, _, message = commit.partition("\n")
        for problem in problems(message):
            print(f"{name} {message.partition(chr(10))[0][:LIMIT]}: {problem}")
            failed = 1
    return failed


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: commits.py FILE | --history", file=sys.stderr)
        return 2
    return check_history() if sys.argv[1] == "--history" else check_file(sys.argv[1])


if __name__ == "__main__":
    sys.exit(main())
