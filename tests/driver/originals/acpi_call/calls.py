# SPDX-License-Identifier: MIT
"""The calls that are made through /proc/acpi/call: by name, and at random."""

import random
from typing import Dict, List, NamedTuple

WHOLE = 512  # bytes, of one read: every answer


class Call(NamedTuple):
    text: bytes
    size: int = WHOLE   # of each read
    writes: bool = True

    def line(self) -> str:
        return f"{(self.text.hex() or '.') if self.writes else '-'} {self.size}"


def call(words: str, **more: int) -> Call:
    """Of an object of device.asl; a whole path begins with a backslash."""
    path = words if words.startswith("\\") else f"\\_SB.RSTY.{words}"
    return Call(path.encode(), **more)


OBJECTS = ("NIL NUMB TEXT EMPT BYTE NOBY B042 B043 B300 PACK UNIN REFS D032 ROOM FULL TAIL MUTX EVNT REGN INNR POWR THRM "
           "DEVR GONE LOOP _HID NOPE").split()
ARGUMENTS = {
    "integers": "ECHO 1234", "hexadecimal": "ECHO 0x12ab", "hexadecimal in capitals": "ECHO 0X12", "negative": "ECHO -5",
    "negative hexadecimal": "ECHO 0x-5", "twice hexadecimal": "ECHO 0x0x15", "no number": "ECHO frog", "a tab": "ECHO \t5", "a plus": "ECHO +5",
    "32 bits": "ECHO 4294967295", "33 bits": "ECHO 0x1ffffffff", "64 bits": "ECHO 18446744073709551615",
    "64 bits, negative": "ECHO -18446744073709551615", "64 bits, hexadecimal": "ECHO 0xffffffffffffffff", "many digits": "ECHO " + "0" * 400 + "9",
    "a text": 'ECHO "hello, world"', "an empty text": 'ECHO ""', "a text without its end": 'ECHO "hello', "a quote alone": 'ECHO "',
    "three quotes": 'ECHO """', "four quotes": 'ECHO """"', "two texts in one": 'ECHO "ab""cd"', "a text, then a number": 'ECHO "ab"5',
    "a text, then bytes": 'ECHO "ab"b0102', "a number, then a text": 'ECHO 5"ab"', "a text of 252": f'ECHO "{"x" * 252}"',
    "a text of 253": f'ECHO "{"x" * 253}"', "a text of 254": f'ECHO "{"x" * 254}"', "a text of 400": f'ECHO "{"x" * 400}"',
    "bytes": "ECHO b00ff7F", "no bytes": "ECHO b", "bytes that are none": "ECHO bzz1gg1", "42 bytes": "ECHO b" + "ab" * 42,
    "43 bytes": "ECHO b" + "ab" * 43, "240 bytes": "ECHO b" + "cd" * 240,
    "a list": "ECHO {1, 0x2,3 ,255}", "an empty list": "ECHO {}", "a list without its end": "ECHO {1,2", "a brace alone": "ECHO {",
    "numbers of a list that are too large": "ECHO {256,0x1ff,18446744073709551615}", "words in a list": "ECHO {a, 5, b7, -6, 0x}",
    "a list in a list": "ECHO {1,{2},3}", "a list, then a number": "ECHO {1}5", "a list, then a list": "ECHO {1}{2}", "braces": "ECHO }",
    "240 in a list": "ECHO {" + ",".join("7" * 240) + "}",
    "two arguments": "TWO 1 2", "seven of all kinds": 'ALL7 1 "two three" b04 {5, 6} 0x7 "" b', "too few": "ALL7 1 2 3", "none": "ECHO",
    "more than it takes": "ECHO 1 2 3", "sixteen": "ECHO " + " ".join("7" * 16), "sixteen of seven": "ALL7 " + " ".join("12345678abcdefgh"),
    "texts of other types": "PLUS b01 2", "a sum": "PLUS 40 2", "text and number": 'JOIN "a" 5', "divided by zero": "HALF 0", "a reference": "SIZE 5",
    "the type of a text": 'KIND "x"', "the type of bytes": "KIND b", "a little time": "REST 1", "long text": "STR 250", "longer text": "STR 300",
    "arguments of what has none": "NUMB 1 2 3",
}
PATHS = {
    "a path without a backslash": Call(b"_SB.RSTY.NUMB"), "the root": call("\\"), "a backslash too many": call("\\\\_SB"), "a device": call("\\_SB.RSTY"),
    "an unknown path": call("\\_SB.XXXX"), "no path": Call(b"5"), "a path that is none": call("\\_SB.rsty-1"), "dots": call("\\..."), "a long name": call("\\_SB.RSTYX"),
    "a very long path": call("\\" + ".".join(["ABCD"] * 100)), "a path of its parents": call("\\_SB.^_SB"), "what the kernel has": call("\\_OS_"),
    "a line's end": call("NUMB\n"), "two": call("NUMB\n\n"), "a NUL in it": Call(b"\\_SB.RSTY.NUMB\0 5"), "a NUL, then a line's end": Call(b"\\_SB.RSTY.NUMB\0\n"),
    "a NUL alone": Call(b"\0"), "a line's end alone": Call(b"\n"), "bytes of a terminal": Call(b"\\_SB.RSTY.ECHO \"\x1b[31m\xff\xfe\""),
    "as long as can be": Call(b"\\_SB.RSTY.ECHO " + b"0" * 496), "one too long": Call(b"\\_SB.RSTY.ECHO " + b"0" * 497),
    "much too long": Call(b"x" * 9000), "after that, the answer before": Call(b"", writes=False), "nothing called": Call(b"", writes=False),
}
FITS = {f"a text of {size}, then {more} bytes": call(f"BOTH {size} {more}") for size in (0, 100, *range(236, 256)) for more in (0, 1, 2, 30)}
COMPARED: Dict[str, Call] = {**{f"object {name}": call(name) for name in OBJECTS}, **{name: call(words) for name, words in ARGUMENTS.items()},
                             **PATHS, **FITS}


def random_calls(count: int, seed: int) -> List[Call]:
    """Only calls that do no harm in the C module: no space twice or at the end, no half byte, at most 16 arguments, at most 64 bits."""
    dice = random.Random(seed)

    def some(letters: str, most: int) -> str:
        return "".join(dice.choice(letters) for _ in range(dice.randrange(most)))

    def argument() -> str:
        kind = dice.randrange(8)
        if kind == 0:
            return dice.choice(("", "0x", "-", "0x-")) + dice.choice("0123456789acdefx") + some("0123456789abcdefxX-", 15)
        if kind == 1:
            return '"' + some("abc 0{},b", 40) + '"'
        if kind == 2:
            return "b" + "".join(dice.choice("0123456789abcdefABCDEFxz") for _ in range(2 * dice.randrange(20)))
        if kind == 3:
            return "{" + "".join(some("0123456789x-", 8) + dice.choice((",", " ", ", ")) for _ in range(dice.randrange(8))) + "}"
        if kind == 4:
            return '"' + some("abc", 5) + '"' + some("0123456789}", 5)
        return str(dice.randrange(1 << dice.randrange(1, 65)))

    calls = []
    while len(calls) < count:
        path = dice.choice(("ECHO", "ECHO", "ALL7", "ALL7", "TWO", "PLUS", "JOIN", "SIZE", "KIND", "LEN", "BOTH", dice.choice(OBJECTS)))
        if path in ("LEN", "BOTH"):  # (Their numbers are sizes.)
            words = [path, *(str(dice.randrange(300)) for _ in range(2))]
        else:
            words = [path, *(argument() for _ in range(dice.choice((0, 1, 1, 2, 2, 7, 9, 16))))]
        text = " ".join(words)
        if len(text) < 500 and "LOOP" not in path:
            calls.append(call(text + dice.choice(("", "\n"))))
    return calls


class Step(NamedTuple):
    call: Call
    wanted: str


class Answers:
    """The output of rusty-acpi-call, read line by line."""

    def __init__(self, lines: List[str]) -> None:
        self.lines = iter(lines)

    def next(self) -> str:
        """The outcome of the write, and the answer: '5 "0x1"'; the results of several reads are joined."""
        returned, _, pieces = next(self.lines, "nothing").partition(" ")
        return f"{returned} {''.join(text_of(piece) for piece in pieces.split(',') if piece)!r}"


def text_of(piece: str) -> str:
    return f"errno {piece[1:]}" if piece.startswith("-") else bytes.fromhex(piece).decode("latin-1")


def answered(words: str, answer: str, **more: int) -> List[Step]:
    made = call(words, **more)
    return [Step(made, f"{len(made.text)} {answer!r}")]


def refused(words: str, errno: int) -> List[Step]:
    """The answer of the previous call stays."""
    return [*answered("NUMB", "", size=0), Step(call(words), f"-{errno} {NUMB!r}")]


NUMB = "0xfedcba98\0"
E2BIG, EINVAL, ERANGE = 7, 22, 34
# The C module reads a null pointer where a method returns nothing; writes behind its 16 arguments; frees its arguments twice after half a
# byte; looks at arguments that it never made between spaces; reads before its buffer if nothing is written; goes as deep as packages do;
# prints a text with a NUL in it by its width; returns nothing to a read that is shorter than the answer; and parses a number over 64 bits
# as the kernel's simple_strtol does, which wraps around (6.1) or stops at the largest (7.2).
ALONE: Dict[str, List[Step]] = {
    "a method that returns nothing": answered("NONE", "ok\0"),
    "seventeen arguments": refused("ECHO" + " 7" * 17, E2BIG),
    "very many arguments": refused("ECHO" + " 7" * 240, E2BIG),
    "a number over 64 bits": refused("ECHO 18446744073709551616", ERANGE),
    "and far over them": refused("ECHO " + "9" * 400, ERANGE),
    "hexadecimal over 64 bits": refused("ECHO -0x1 0x10000000000000000", ERANGE),
    "in a list": refused("ECHO {1,0x" + "f" * 17 + "}", ERANGE),
    "half a byte": refused("ECHO b123", EINVAL),
    "half a byte behind other arguments": refused('ALL7 {1,2} b0102 "text" b1', EINVAL),
    "a space at the end": answered("ECHO 5 ", "0x5\0"),
    "spaces": answered("TWO  1   2  ", "[0x1, 0x2]\0"),
    "spaces alone": answered("NUMB   ", NUMB),
    "spaces and a line's end": answered("ECHO 5  \n", "0x5\0"),
    "nothing at all": [Step(Call(b""), repr("Error: AE_BAD_PARAMETER\0").join(("0 ", "")))],
    "packages that are too deep": answered("D040", "[" * 32 + "\0"),
    "a text with a NUL in it": answered("HOLE", '"a\0cd"\0'),
    "read byte by byte": answered("PACK", '[0x1, "two", {0x03, 0x04}, [0x5, [], "six"], 0x0]\0', size=1),
    "read by seven": answered("TEXT", '"a text, "quoted""\0', size=7),
    "an answer is forgotten at its end": [*answered("NUMB", NUMB, size=4), Step(Call(b"", 4, writes=False), f"0 {'not called' + chr(0)!r}")],
    "and kept until then": [*answered("NUMB", "", size=0), Step(Call(b"", writes=False), f"0 {NUMB!r}")],
}
