# SPDX-License-Identifier: MIT
"""Compares the completions of bash, zsh and fish with the command's own help, in both directions.

Argument: [FOLDER], where `rusty` and `completions/` were built (or RUSTY_BUILD); else they are built.
"""

import os
import subprocess
import sys
import tempfile
import unittest
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Set

from tests.harness.vm.build import TREE
from .help import Option, help_of
from .shells import SHELLS, Ask, Offer

BUILD = TREE / "build" / "userspace"
WRONG_COMMAND_LINE = 2
PATIENCE = 1  # seconds; a command that still runs has accepted its command line


def value_of(option: Option) -> str:
    """A value that the parser accepts."""
    if option.words:
        return option.words[0]
    return {"TIME": "1s", "PATH": "/dev/null"}.get(option.type, "1")


def typed(option: Option) -> str:
    return f"{option.names[-1]} {value_of(option)}" if option.type else option.names[-1]


@lru_cache(maxsize=None)
def takes(line: str) -> bool:
    try:
        done = subprocess.run([BUILD / "rusty", *line.split()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != WRONG_COMMAND_LINE


class Completions:
    """The tests of each shell."""
    file: Path
    ask: Ask
    describes: bool

    def setUp(self) -> None:
        self.common = help_of(BUILD / "rusty")
        self.pages = {verb: help_of(BUILD / "rusty", verb) for verb in self.common.verbs}

    def offers(self, lines: List[str]) -> Dict[str, Offer]:
        """(Shells show an option's value alone or with the option, and a whole path or a part: only the ends are compared.)"""
        answers = type(self).ask(BUILD / "completions" / self.file, lines)
        return {line: {word.rpartition("=")[2]: description for word, description in offer.items()}
                for line, offer in zip(lines, answers)}

    def expect(self, expected: Dict[str, Set[str]]) -> None:
        """Nothing else may be offered, except options where no word is typed, as zsh does."""
        offers = self.offers([*expected, *(f"{line}-" for line in expected if line.endswith(" "))])
        wrong = []
        for line, words in expected.items():
            offered = set(offers[line]) - (set(offers[f"{line}-"]) if line.endswith(" ") else set())
            if offered != words:
                wrong.append(f"'{line}': not offered {sorted(words - offered)}, too much {sorted(offered - words)}")
        self.assertFalse(wrong, "\n" + "\n".join(wrong))

    def options_of(self, verb: str) -> List[Option]:
        """Without those that the verb repeats."""
        names = set(self.common.names())
        return self.common.options + [option for option in self.pages[verb].options if not names & set(option.names)]

    def names_of(self, verb: str) -> Set[str]:
        return set(self.pages[verb].names()) | set(self.common.names())

    def test_verbs(self) -> None:
        verbs = set(self.common.verbs)
        self.expect({"rusty ": verbs, "rusty --json ": verbs, "rusty --device get ": verbs, "rusty --color=auto ": verbs,
                     "rusty w": {verb for verb in verbs if verb.startswith("w")}, "rusty nonsense": set()})

    def test_no_second_verb(self) -> None:
        self.expect({f"rusty {verb} {letter}": set() for verb in self.pages for letter in "gsi"
                     if not any(word.startswith(letter) for words in self.pages[verb].arguments for word in words)})

    def test_options_of_each_verb(self) -> None:
        expected = {"rusty -": set(self.common.names())}
        for verb in self.pages:
            expected[f"rusty {verb} -"] = self.names_of(verb)
            expected[f"rusty {verb} --"] = {name for name in self.names_of(verb) if name.startswith("--")}
            expected[f"rusty --json {verb} -"] = self.names_of(verb) - {"--json"}
            expected[f"rusty {verb} -- -"] = set()
        self.expect(expected)

    def test_no_option_twice(self) -> None:
        expected = {}
        for verb in self.pages:
            for option in self.options_of(verb):
                left = self.names_of(verb) - set(option.names)
                expected[f"rusty {verb} {typed(option)} -"] = left
                if option in self.common.options:
                    expected[f"rusty {typed(option)} {verb} -"] = left
                    if option.type:
                        expected[f"rusty {typed(option)} {verb} {option.names[-1]} "] = set()
        self.expect(expected)

    def test_arguments(self) -> None:
        expected = {}
        for verb, page in self.pages.items():
            line = f"rusty {verb} "
            for words in [*page.arguments, []]:
                expected[line] = set(words)
                line += f"{words[0] if words else '-1'} "
        self.expect(expected)

    def test_values(self) -> None:
        expected = {}
        for begin in ("", *self.pages):
            for option in self.options_of(begin) if begin else self.common.options:
                if option.type and option.type != "PATH":
                    for between in " =":
                        expected[f"rusty {begin} {option.names[-1]}{between}"] = set(option.words)
                elif not option.type:
                    expected[f"rusty {begin} {option.names[-1]}="] = set()
        self.expect(expected)

    def test_paths(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "one").touch()
            Path(folder, "two").touch()
            lines = [f"rusty {verb} {option.names[-1]}{between}{folder}/" for verb in self.pages
                     for option in self.options_of(verb) if option.type == "PATH" for between in " ="]
            self.assertTrue(lines)
            for line, offer in self.offers(lines).items():
                self.assertEqual({"one", "two"}, {Path(path).name for path in offer}, line)

    def test_descriptions(self) -> None:
        if not self.describes:
            return
        offers = self.offers(["rusty ", *(f"rusty {verb} -" for verb in self.pages)])
        self.assertEqual(self.common.verbs, offers["rusty "])
        for verb in self.pages:
            self.assertEqual({name: option.description for option in self.options_of(verb) for name in option.names},
                             offers[f"rusty {verb} -"])

    def test_the_parser_accepts_what_is_offered(self) -> None:
        """Also words that depend on a previous one: --since is only for `wait changed`."""
        begins = []
        for verb, page in self.pages.items():
            for first in page.arguments[0] if page.arguments and page.arguments[0] else [""]:
                begins.append(f"{verb} {first}".strip())
        offers = self.offers([f"rusty {begin} -" for begin in begins])
        for begin in begins:
            verb, places = begin.split()[0], self.pages[begin.split()[0]].arguments
            lines = [begin + " 1" * number for number in range(len(places) + 1)]
            options = {name: option for option in self.options_of(verb) for name in option.names}
            # Nothing is executed, as there is no such node.
            self.assertLessEqual(set(offers[f"rusty {begin} -"]), set(options))
            for name in sorted(set(offers[f"rusty {begin} -"]) - {"--device"}):
                words = [name, value_of(options[name])] if options[name].type else [name]
                self.assertTrue(any(takes(f"{line} {' '.join(words)} --device /nonexistent") for line in lines),
                                f"rusty {begin} {' '.join(words)}")


class Bash(Completions, unittest.TestCase):
    file, ask, describes = Path("rusty"), SHELLS["rusty"], False


class Zsh(Completions, unittest.TestCase):
    file, ask, describes = Path("_rusty"), SHELLS["_rusty"], True


class Fish(Completions, unittest.TestCase):
    file, ask, describes = Path("rusty.fish"), SHELLS["rusty.fish"], True


def setUpModule() -> None:
    """(fish completes only commands that exist.)"""
    os.environ["PATH"] = f"{BUILD}:{os.environ['PATH']}"


if __name__ == "__main__":
    given = os.environ.get("RUSTY_BUILD", "")
    if len(sys.argv) > 1 and Path(sys.argv[1]).is_dir():
        given = sys.argv.pop(1)
    if given:
        BUILD = Path(given).resolve()
    else:
        subprocess.run(["make", "-s", "-f", "userspace/userspace.mk", f"OUT={BUILD.relative_to(TREE)}", "command",
                        "completions"], cwd=TREE, check=True)
    unittest.main()
