# SPDX-License-Identifier: MIT
"""The entries of `rusty --help` and `rusty VERB --help`, and the words that the command accepts by its own messages."""

import re
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, NamedTuple, Tuple

SECTION = re.compile(r"(\w+)(?:,.*)?: *$")
NAMES = re.compile(r"-{1,2}\w[\w-]*(?:, *-{1,2}\w[\w-]*)*")
USAGE = re.compile(r"^Usage: rusty (\S+)(.*) \[OPTION", re.MULTILINE)
DESCRIPTION_AT = 20  # the columns before are an entry's own; deeper lines continue its description


class Entry(NamedTuple):
    head: str
    description: str


class Option(NamedTuple):
    names: Tuple[str, ...]
    type: str  # of its value; empty: it takes none
    words: List[str]  # the values there are, if they are known
    description: str


class Page(NamedTuple):
    verbs: Dict[str, str]  # with their summaries
    options: List[Option]
    arguments: List[List[str]]  # the words of each positional; none if it cannot be known

    def names(self) -> List[str]:
        return [name for option in self.options for name in option.names]


def read_entries(text: str) -> Dict[str, List[Entry]]:
    """The sections, each with its entries."""
    sections: Dict[str, List[Entry]] = {}
    entries: List[Entry] = []
    for line in text.splitlines():
        title = SECTION.match(line)
        if title:
            entries = sections.setdefault(title[1], [])
        elif line.startswith("  "):
            if len(line) - len(line.lstrip()) >= DESCRIPTION_AT and entries:
                head, so_far = entries.pop()
                entries.append(Entry(head, f"{so_far} {line.strip()}".strip()))
            else:
                # (Two blanks before the description, if it begins here.)
                joined = NAMES.sub(lambda names: names[0].replace(" ", ""), line.strip(), 1)
                head, _, description = joined.partition("  ")
                entries.append(Entry(head, description.strip()))
        else:
            entries = []
    return sections


def words_taken(command: Path, entry: Entry, *line: str) -> List[str]:
    """The words that the command lists when it refuses a wrong one; its help must have them, too."""
    done = subprocess.run([command, *line, "?"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2, f"{line} ? is not refused"
    named = re.search(r"\{([\w,]+)\}", done.stderr)
    words = named[1].split(",") if named else []
    missing = [word for word in words if not re.search(rf"\b{word}\b", f"{entry.head} {entry.description}")]
    assert not missing, f"{entry}: the help of {line} lacks {missing}"
    return words


@lru_cache(maxsize=None)
def help_of(command: Path, *verb: str) -> Page:
    done = subprocess.run([command, *verb, "--help"], stdout=subprocess.PIPE, text=True, check=True)
    sections, usage = read_entries(done.stdout), USAGE.search(done.stdout)
    options = []
    for entry in sections["Options"]:
        names = NAMES.match(entry.head)
        assert names, f"an option without a name: {entry}"
        kind = entry.head[names.end():].strip()
        given = names[0].split(",")
        # (An argument that is no path can be tried; a path may be any word.)
        words = words_taken(command, entry, *verb, given[-1]) if kind not in ("", "PATH") else []
        options.append(Option(tuple(given), kind, words, entry.description))
    arguments: List[List[str]] = []
    for entry in sections.get("Words", []):
        before = [words[0] if words else "1" for words in arguments]
        arguments.append(words_taken(command, entry, *verb, *before))
    assert usage and (not verb or len(usage[2].split()) == len(arguments)), f"not all is listed in:\n{done.stdout}"
    return Page({entry.head.split()[0]: entry.description for entry in sections.get("Verbs", [])}, options, arguments)
