# SPDX-License-Identifier: MIT
"""Shows that test_udev.py can fail: plants one fault at a time in a copy of udev/, and checks which tests fail."""

import os
import shutil
import tempfile
import unittest
from pathlib import Path
from typing import Set

from . import test_udev  # (importing its classes would run their tests here, too)

RULE = test_udev.RULE


class Planted(unittest.TestCase):
    def red(self, name: str, old: str = "", new: str = "") -> Set[str]:
        """The tests that fail if `old` in the file is replaced by `new`, or if the file is missing."""
        with tempfile.TemporaryDirectory() as place:
            udev = Path(place) / "udev"
            shutil.copytree(test_udev.UDEV, udev)
            if old:
                text = (udev / name).read_text()
                self.assertIn(old, text)
                (udev / name).write_text(text.replace(old, new))
            else:
                (udev / name).unlink()
            result = unittest.TestResult()
            copy = type("Copy", (test_udev.Bookworm,), {"udev": udev})
            unittest.defaultTestLoader.loadTestsFromTestCase(copy).run(result)
        found = {test.id().split(".test_")[-1] for test, _ in result.failures + result.errors}
        self.assertNotIn("the_guest_answers", found)
        return found

    def test_no_group(self) -> None:
        self.assertEqual(self.red(RULE, ', GROUP="rusty"'), {
            "the_node_has_its_mode_and_group", "a_member_of_the_group_writes", "the_node_goes_and_comes_with_the_module"})

    def test_no_uaccess(self) -> None:
        self.assertEqual(self.red(RULE, 'SUBSYSTEM=="misc", KERNEL=="rusty", TAG+="uaccess"'), {
            "the_seat_s_user_writes", "the_grant_ends_with_the_session", "the_node_goes_and_comes_with_the_module"})

    # (Without MODE no test fails: the driver itself gives devtmpfs this mode, and udev keeps it.)
    def test_everyone_may_write(self) -> None:
        self.assertEqual(self.red(RULE, "0664", "0666"), {
            "the_node_has_its_mode_and_group", "another_user_does_not_write", "the_node_goes_and_comes_with_the_module"})

    def test_a_rule_that_udev_does_not_understand(self) -> None:
        self.assertIn("no_daemon_complains_of_our_files", self.red(RULE, 'TAG+="uaccess"', 'TAGS+="uaccess"'))

    def test_no_sysusers(self) -> None:
        self.assertLessEqual({"the_group_is_a_system_group_of_sysusers", "the_node_has_its_mode_and_group",
                              "no_daemon_complains_of_our_files"}, self.red("sysusers.d/rusty.conf"))

    def test_no_modules_load(self) -> None:
        self.assertIn("the_node_is_there_after_boot", self.red("modules-load.d/rusty.conf"))

    def test_an_option_in_force_as_shipped(self) -> None:
        self.assertEqual(self.red("modprobe.d/rusty.conf", "#options rusty number", "options rusty number"),
                         {"the_options_as_shipped_change_nothing"})

    def test_an_example_that_the_driver_refuses(self) -> None:
        self.assertIn("the_options_shipped_as_examples_are_taken",
                      self.red("modprobe.d/rusty.conf", "numbers=1,2,3", "numbers=1;2;3"))


if __name__ == "__main__":
    os.umask(0o022)
    unittest.main()
