# SPDX-License-Identifier: MIT
"""The man pages agree with command, driver and library. RUSTY=PATH: a built command; MAN=FOLDER: other pages."""

import os
import re
import shutil
import subprocess
import unittest
from functools import lru_cache
from pathlib import Path
from typing import Dict, Iterable, List, Set, Tuple

from tests.harness.vm.build import TREE
from .cxx import declarations, flat

PAGES = Path(os.environ.get("MAN", TREE / "userspace/man"))
PACKAGES = {"man": "man-db", "groff": "groff-base", "mandoc": "mandoc", "gcc": "gcc", "g++": "g++"}
LONG = r"(?<![\w-])--[a-z]\w+"
READERS = {"man": ("man", "-E", "UTF-8", "-l"), "mandoc": ("mandoc", "-man", "-Tutf8", "-Owidth=100")}


def run(*words: str, text: str = "") -> Tuple[str, str]:
    """A command's output; its error messages, or its status if it fails without one."""
    if words[0] in PACKAGES and not shutil.which(words[0]):
        raise AssertionError(f"{words[0]} is missing: apt-get install {PACKAGES[words[0]]}")
    settings = dict(os.environ, LC_ALL="C.UTF-8", MANWIDTH="100", MANPAGER="cat", NO_COLOR="1")
    done = subprocess.run(words, cwd=TREE, input=text, capture_output=True, text=True, check=False, env=settings)
    return done.stdout, done.stderr or (f"status {done.returncode}" if done.returncode else "")


@lru_cache(maxsize=None)
def rendered(page: str, reader: str = "man") -> str:
    return re.sub(".\b", "", run(*READERS[reader], str(PAGES / page))[0])


def section(text: str, title: str, indent: int = 0) -> str:
    found = re.search(rf"^ {{{indent}}}{title}\n(.*?)(?=^ {{0,{indent}}}\S|\Z)", text, re.M | re.S)
    if not found:
        raise AssertionError(f"there is no section {title}")
    return found[1]


def tags(text: str, pattern: str) -> List[str]:
    return re.findall(rf"^ {{7}}({pattern})", text, re.M)


def options(text: str) -> Set[str]:
    return {name for names in re.findall(r"^ {2,7}(-[-a-z]+)(?:, ?(--\w+))?", text, re.M) for name in names if name}


def helped(*verb: str) -> str:
    return run(os.environ.get("RUSTY", "build/userspace/rusty"), *verb, "--help")[0]


class Pages(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls) -> None:
        if "RUSTY" not in os.environ:
            subprocess.run(["make", "-sf", "userspace/userspace.mk", "OUT=build/userspace", "command"], cwd=TREE, check=True)

    def same(self, page: Iterable[object], code: Iterable[object]) -> None:
        wanted = sorted(map(str, code))
        self.assertTrue(wanted, "the code was not understood")
        self.assertEqual(sorted(map(str, page)), wanted)

    def test_they_render_without_a_warning(self) -> None:
        self.same((path.name for path in PAGES.iterdir()), ["librusty.3", "rusty.1", "rusty.4"])
        for path in map(str, PAGES.iterdir()):
            self.assertEqual(run("groff", "-ww", "-man", "-Tutf8", "-z", path)[1], "")
            self.assertEqual(run("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", path)[1], "")
            self.assertEqual(run("mandoc", "-T", "lint", "-W", "warning", path), ("", ""))

    def test_every_verb_and_option_of_the_command_and_no_other(self) -> None:
        page, synopsis, known = rendered("rusty.1"), section(rendered("rusty.1"), "SYNOPSIS"), options(helped())
        usages = re.findall(r"^  ([a-z]+(?: \S+)*)  ", re.findall(r"Verbs:\n(.*?)\n\n", helped(), re.S)[0], re.M)
        verbs = [usage.split()[0] for usage in usages]
        self.same(options(section(page, "OPTIONS")), known)
        self.same(re.findall(r"^ {3}([a-z].*)", section(page, "VERBS"), re.M), usages)
        self.same(set(tags(synopsis, "rusty [a-z]+")), (f"rusty {verb}" for verb in verbs))
        self.same(tags(section(page, "JSON").partition("The members:")[2], r"[a-z]+(?=\s)"), verbs)
        for verb in verbs:
            text, own = section(page, rf"{verb}\b[^\n]*", 3), options(helped(verb))
            self.same(options(text) | {"-h", "--help"}, own)
            self.same(set(re.findall(LONG, "".join(tags(synopsis, f"rusty {verb} .*")))) | {"-h", "--help"}, own)
            self.assertLessEqual(set(re.findall(LONG, text)), known | own, verb)
            self.assertRegex(text, rf"\n {{7}}[$#] (?:.*\()?rusty {verb}\b", "no example")
            known |= own
        self.assertEqual(set(re.findall(LONG, page)) - known, set())
        conditions = re.findall(r'\{"(\w+)", Condition::', (TREE / "userspace/command/command_line.cpp").read_text())
        told = section(page, "wait [^\n]*", 3).partition("\n\n")[0]
        self.assertEqual([bool(re.search(rf"\b{word}\b", told)) for word in conditions], [True] * 7)

    def test_every_code_of_the_doctor_with_its_verdicts(self) -> None:
        verdicts: Dict[str, Set[str]] = {}
        for path in (TREE / "userspace/command/doctor").glob("*.cpp"):
            for made, code in re.findall(r'\b(ok|warning|problem|unseen|lacking)\(\s*(?:subject,\s*)?"([a-z-]+)"', path.read_text()):
                verdicts.setdefault(code, set()).update({"problem", "warning"} if made == "lacking" else {made})
        self.same(tags(section(rendered("rusty.1"), "WHAT THE DOCTOR SAYS"), r"[a-z-]+ \([a-z, ]+\)"),
                  (f"{code} ({', '.join(sorted(found))})" for code, found in verdicts.items()))

    def test_every_exit_status_and_variable_of_the_command(self) -> None:
        values = re.findall(r"^\t\w+ = (\d+),", (TREE / "userspace/command/status.hpp").read_text(), re.M)
        self.same(tags(section(rendered("rusty.1"), "EXIT STATUS"), r"\d\S*"), (re.sub("^128", "128+N", each) for each in values))
        sources = "".join(path.read_text() for path in (TREE / "userspace/command").rglob("*.cpp"))
        self.same(tags(section(rendered("rusty.1"), "ENVIRONMENT"), "[A-Z_]+"),
                  set(re.findall(r'\b(?:envname|variable|getenv)\("(\w+)"\)', sources)))

    def test_every_ioctl_structure_and_error_of_the_contract(self) -> None:
        page, contract = rendered("rusty.4"), (TREE / "kmod/uapi/rusty.h").read_text()
        ioctls = re.findall(r"(RUSTY_IOC_\w+) _IO\w+\(RUSTY_IOC_MAGIC, \d+, ([\w ]+)\)", contract)
        self.same(tags(section(page, "IOCTLS"), "RUSTY_IOC_.*"), (", ".join(ioctl) for ioctl in ioctls))
        structures = re.compile(r"struct rusty_\w+ \{[^}]*\};")
        self.same(structures.findall(flat(page.partition("EXAMPLES")[0])), structures.findall(flat(contract)))
        self.assertEqual(set(re.findall(r"\bE[A-Z]{3,}\b", contract)) - set(tags(section(page, "ERRORS"), r"E[A-Z]+")), set())

    def test_every_attribute_parameter_and_field_of_the_module(self) -> None:
        page, module = rendered("rusty.4"), (TREE / "kmod/rusty/rusty.module.h").read_text()
        device = (TREE / "kmod/rusty/device.hpp").read_text()
        attributes = [(name, mode == "0444") for name, mode in re.findall(r'^\t\t\{"(\w+)", (0\d+), &Device::', device, re.M)]
        found = re.findall(r'^PARAMETER\((\w+), "[^"]*", (0\d+),\s*"[^"]*(\(default [\d,]+\))[^"]*"\)', module, re.M)
        parameters = [(name, mode == "0444") for name, mode, _ in found]
        for title, declared in (("SYSFS", attributes), ("MODULE PARAMETERS", parameters)):
            entries = re.findall(r"^ {7}([a-z_]+)(?:\n| +\S.*\n)((?: {14}.*\n)+)", section(page, title), re.M)
            self.same(((name, "Read only." in text) for name, text in entries), declared)
        self.assertEqual([name for name, _, default in found if f"{name} {default}" not in flat(page)], [])
        fields = re.findall(r"__(?:field|array)\(\w+, (\w+)", (TREE / "kmod/rusty/rusty.events.h").read_text())
        told = flat(section(page, "TRACEPOINT")).partition("Its fields")[2]  # (some versions of groff justify lines with blanks)
        self.assertEqual([bool(re.search(rf"\b{name}\b", told)) for name in fields], [True] * 4)

    def test_every_public_declaration_of_the_library_and_no_other(self) -> None:
        page, source = rendered("librusty.3"), (PAGES / "librusty.3").read_text()
        blocks = re.findall(r"^\.EX\n((?:enum|struct|class|using|inline)\b.*?)^\.EE", source, re.M | re.S)
        headers = list((TREE / "userspace/include/rusty").glob("*.hpp"))
        declared: Set[str] = set().union(*(declarations(path.read_text()) for path in headers))
        self.same(declarations("namespace rusty {" + "".join(blocks) + "}"), declared)
        functions = {name for each in declared if "operator" not in each
                     for name in re.findall(r"(?<![~\w])(\w+)\(", each.partition(" = ")[0])}
        self.same(set(re.findall(r"\w+(?=\(\))", "".join(tags(page, r"\w+\(\)(?:, \w+\(\))?")))), functions)
        self.assertEqual([path.name for path in headers if f"<rusty/{path.name}>" not in page], [])

    def test_the_examples_compile_as_each_pager_shows_them(self) -> None:
        flags = ("-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-Ikmod/uapi", "-Iuserspace/include", "-")
        for reader in READERS:
            contract, library = rendered("rusty.4", reader), rendered("librusty.3", reader)
            programs = [(section(contract, title, 3), ("gcc", "-x", "c")) for title in re.findall(r"   (In C: .*)", contract)]
            programs += [(section(library, "EXAMPLES"), ("g++", "-std=c++20", "-x", "c++"))]
            self.assertEqual([program.count("int main") for program, _ in programs], [1, 1, 1])
            for program, compiler in programs:
                self.assertEqual(run(*compiler, *flags, text=program)[1], "")


if __name__ == "__main__":
    unittest.main()
