# SPDX-License-Identifier: MIT
"""Quick tests of the reports of failed tests: no network, no QEMU."""

import io
import unittest
from typing import List, Tuple
from unittest import mock

from .counts import Count, count_of
from .failures import BLOCKS, NAMES, failed_first, failed_lines, failed_tests
from .groups import run_groups

CATCH = f"""Randomness seeded to: 1

{'~' * 79}
guest-tests is a Catch v2.13.10 host application.

{'-' * 79}
one of two lines, as its name is longer than what Catch2 prints in one and
goes on
  a section
{'-' * 79}
tests/driver/guest/value.cpp:15
{'.' * 79}

tests/driver/guest/value.cpp:18: FAILED:
  CHECK( value == 5 )
with expansion:
  4 == 5

tests/driver/guest/value.cpp:19: FAILED:
  REQUIRE( value == 6 )
with expansion:
  4 == 6

{'-' * 79}
another
{'-' * 79}
tests/driver/guest/value.cpp:30
{'.' * 79}

tests/driver/guest/value.cpp:31: FAILED:
due to unexpected exception with message:
  rusty is not loaded

{'=' * 79}
test cases:  9 |  7 passed | 2 failed
assertions: 99 | 96 passed | 3 failed
"""
SELFTEST = """ok 88 timer: it stops
not ok 89 rcu pointer: readers see it whole # this does not hold: !first.saw_broken()
ok 90 rcu pointer: it goes
not ok KTAP: the sum
# expected '# pass:2 fail:0', got '# pass:1 fail:1'
ok rmmod
rusty_selftest: not ok 3 vbox: what is larger than any kmalloc # 12
3 passed, 3 failed
"""
UNITTEST = f"""test_b (x.B.test_b) ... ok
{'=' * 70}
FAIL: test_a (x.B.test_a) [a word without its facility]
{'-' * 70}
Traceback (most recent call last):
  File "x.py", line 3, in test_a
    self.assertEqual(1, 2)
AssertionError: 1 != 2

{'=' * 70}
ERROR: setUpClass (x.C)
{'-' * 70}
OSError: away

{'-' * 70}
Ran 2 tests in 0.1s

FAILED (failures=1, errors=1)
"""
OURS = "ok     number (1 texts in 2 s)\nFAILED command_line\n       the input, 3 bytes:\n1 passed, 1 failed\n"
SANITIZERS = "==12==ERROR: AddressSanitizer: heap-use-after-free on address 0x1\n    #0 x\nWARNING: ThreadSanitizer: data race (pid=1)\n"
PASSED = f"ok 1 a\n1 passed, 0 failed\nRan 1 test in 0.1s\n\nOK\n{'=' * 79}\nAll tests passed (3 assertions in 1 test case)\n"


class Names(unittest.TestCase):
    def test_each_framework_names_what_failed(self) -> None:
        for output, names in (
                (CATCH, ["one of two lines, as its name is longer than what Catch2 prints in one and goes on a section", "another"]),
                (SELFTEST, ["rcu pointer: readers see it whole", "KTAP: the sum", "vbox: what is larger than any kmalloc"]),
                (UNITTEST, ["test_a (x.B.test_a) [a word without its facility]", "setUpClass (x.C)"]),
                (OURS, ["command_line"]),
                (SANITIZERS, ["AddressSanitizer: heap-use-after-free on address 0x1", "ThreadSanitizer: data race (pid=1)"]),
                (PASSED, [])):
            self.assertEqual(failed_tests(output), names)

    def test_a_test_is_not_taken_for_the_one_before(self) -> None:
        self.assertEqual(failed_tests(CATCH + SELFTEST), failed_tests(CATCH) + failed_tests(SELFTEST))


class Reports(unittest.TestCase):
    rest = "".join(f"ok {number} x\n" for number in range(100))

    def test_a_short_one_is_shown_as_it_is(self) -> None:
        self.assertEqual(failed_first(SELFTEST, 60), SELFTEST.rstrip())

    def test_a_long_one_begins_with_what_failed(self) -> None:
        lines = failed_first(SELFTEST + self.rest, 10).splitlines()
        self.assertEqual(lines[:4], [*(line for line in SELFTEST.splitlines()[1:5] if not line.startswith("ok")), SELFTEST.splitlines()[6]])
        self.assertEqual(lines[5:], ["...", *self.rest.splitlines()[-10:]])

    def test_a_block_has_the_tests_name_and_what_was_expected(self) -> None:
        said = failed_first(CATCH + UNITTEST + self.rest, 10)
        self.assertIn("goes on a section\ntests/driver/guest/value.cpp:18: FAILED:\n  CHECK( value == 5 )\nwith expansion:\n  4 == 5\n", said)
        self.assertIn("another\ntests/driver/guest/value.cpp:31: FAILED:\ndue to", said)
        self.assertIn("AssertionError: 1 != 2\nERROR: setUpClass (x.C)\n", said)

    def test_no_more_than_so_many_blocks(self) -> None:
        said = failed_first("".join(f"not ok {number} test {number}\n" for number in range(BLOCKS + 5)) + self.rest, 10).splitlines()
        self.assertEqual(said[BLOCKS - 1:BLOCKS + 2], [f"not ok {BLOCKS - 1} test {BLOCKS - 1}", "and 5 more", "..."])

    def test_without_a_name_the_end_alone_is_shown(self) -> None:
        self.assertEqual(failed_first(self.rest, 2), "ok 98 x\nok 99 x")


class Repeated(unittest.TestCase):
    def test_the_names_of_a_groups_tests(self) -> None:
        self.assertEqual(failed_lines("Linux", [("selftest", count_of(SELFTEST, 1)), ("guest tests", Count(3, 0))], SELFTEST),
                         [f"failed: Linux: {name}" for name in failed_tests(SELFTEST)])

    def test_output_without_names_is_named_by_its_count(self) -> None:
        self.assertEqual(failed_lines("Linux", [("builds", Count(0, 1)), ("selftest", Count(9, 1))], "warning: x\nnot ok 1 a\n"),
                         ["failed: Linux: builds", "failed: Linux: selftest", "failed: Linux: a"])

    def test_what_passed_is_not_named(self) -> None:
        self.assertEqual(failed_lines("Linux", [("selftest", Count(9, 0))], "FAILED x\n"), [])

    def test_no_more_than_so_many(self) -> None:
        lines = failed_lines("x", [("y", Count(0, NAMES + 2))], "".join(f"not ok {number} a{number}\n" for number in range(NAMES + 2)))
        self.assertEqual((len(lines), lines[-1]), (NAMES + 1, "failed: x: and 2 more"))

    def test_a_run_repeats_them_before_its_last_line(self) -> None:
        def group(output: str) -> Tuple[List[Tuple[str, Count]], str]:
            return [("tests", count_of(output, 0))], output
        with mock.patch("sys.stdout", io.StringIO()) as printed, mock.patch("sys.stderr", io.StringIO()):
            self.assertEqual(run_groups({"good": lambda: group(PASSED), "bad": lambda: group(OURS)}), 1)
        self.assertEqual(printed.getvalue().splitlines()[-2:], ["failed: bad: command_line", "4 passed, 1 failed"])


if __name__ == "__main__":
    unittest.main()
