# SPDX-License-Identifier: MIT
"""The files of udev/ in booted Debian systems, with their real systemd, udev and logind. Arguments: [SUITE ...]"""

import json
import unittest
from pathlib import Path
from typing import Dict, List

from tests.harness.suites import run_suites
from tests.harness.vm.tools import VmError
from .guest import RULE, UDEV, Answer, ask_guest

NODE = "character special file 664 root:rusty"
SYSTEM_GROUPS = range(100, 1000)  # login.defs: SYS_GID_MIN, SYS_GID_MAX
GRANT = "user:alice:rw-"


class Checks:
    """The tests of every suite; guest.sh has the commands and their order."""

    suite = ""
    udev = UDEV
    trouble = ""
    answers: Dict[str, Answer] = {}

    @classmethod
    def setUpClass(cls) -> None:
        try:
            cls.answers = ask_guest(cls.suite, cls.udev)
        except VmError as error:
            cls.trouble = str(error)

    def setUp(self) -> None:
        if self.trouble and self.id().split(".")[-1] != "test_the_guest_script_succeeds":
            self.skipTest("the guest did not answer")

    def answer(self, name: str) -> Answer:
        self.assertIn(name, self.answers, "guest.sh did not reach this command")
        return self.answers[name]

    def said(self, name: str) -> str:
        """The answer of a command that succeeded."""
        text, status = self.answer(name)
        self.assertEqual(status, 0, f"{name}: {text}")
        return text

    def test_the_guest_script_succeeds(self) -> None:
        if self.trouble:
            self.fail(self.trouble)

    def test_the_system_has_no_failed_unit(self) -> None:
        self.assertEqual(self.answer("boot").text, "running", self.answer("failed units").text)

    def test_the_node_is_there_after_boot(self) -> None:
        self.assertIn("Inserted module 'rusty'", self.said("loaded by").splitlines())
        self.assertTrue(self.said("node").startswith("character special file"))

    def test_the_node_has_its_mode_and_group(self) -> None:
        self.assertEqual(self.said("node"), NODE)

    def test_the_group_is_a_system_group_of_sysusers(self) -> None:
        number = int(self.said("group").split(":")[2])
        self.assertIn(number, SYSTEM_GROUPS)
        made = [line.rstrip(".") for line in self.said("groups made").splitlines()]
        self.assertIn(f"Creating group 'rusty' with GID {number}", made)

    def test_options_hold_at_boot_and_at_modprobe(self) -> None:
        self.assertEqual(self.said("number"), "7")
        self.assertEqual(self.said("number after modprobe"), "7")

    def test_everyone_reads(self) -> None:
        for user in ("alice", "bob", "carol"):
            self.assertEqual(self.said(f"{user} reads"), "7")

    def test_the_seat_s_user_writes(self) -> None:
        self.said("somebody sits there")
        session = dict(line.split("=", 1) for line in self.said("session").splitlines())
        self.assertEqual(session, {"Name": "alice", "Seat": "seat0", "TTY": "tty1", "Active": "yes", "Service": "login"})
        self.assertIn(GRANT, self.said("acl").splitlines())
        self.said("alice writes")
        self.assertEqual(self.said("alice wrote"), "11")

    def test_the_permission_ends_with_the_session(self) -> None:
        self.assertIn(GRANT, self.said("acl"))
        self.said("nobody sits there")
        self.assertNotIn("alice", self.said("acl after logout"))

    def test_another_user_does_not_write(self) -> None:
        refused = self.answer("bob writes")
        self.assertNotEqual(refused.status, 0)
        self.assertIn("Permission denied", refused.text)
        self.assertNotEqual(self.said("bob wrote"), "12")

    def test_a_member_of_the_group_writes(self) -> None:
        self.said("carol joins")
        self.said("carol writes")
        self.assertEqual(self.said("carol wrote"), "13")

    def test_the_node_is_removed_and_made_with_the_module(self) -> None:
        self.said("rmmod")
        gone = self.answer("node after rmmod")
        self.assertNotEqual(gone.status, 0)
        self.assertIn("No such file or directory", gone.text)
        self.said("modprobe")
        self.assertEqual(self.said("node after modprobe"), NODE)
        self.assertIn(GRANT, self.said("acl after modprobe").splitlines())

    def test_the_options_as_shipped_change_nothing(self) -> None:
        self.assertEqual(self.said("reload with options as shipped"), "")
        self.assertEqual(self.said("options as shipped").split(), ["2023", "3202", "72,108,200"])

    def test_the_options_shipped_as_examples_are_accepted(self) -> None:
        self.assertEqual(self.said("reload with options taken in"), "")
        self.assertEqual(self.said("options taken in").split(), ["7", "8", "1,2,3"])

    def test_the_rule_is_read_before_the_one_that_sets_the_acl(self) -> None:
        grants = [Path(path).name for path in self.said("granted by").splitlines()]
        self.assertTrue(grants)
        for name in grants:
            self.assertLess(RULE, name)
        self.assertIn(RULE, self.said("rules").split())

    def test_no_daemon_complains_of_our_files(self) -> None:
        found: List[str] = []
        for line in self.said("warnings").splitlines():
            entry = json.loads(line)
            # (The kernel's own line is that the module is out-of-tree.)
            if "rusty" in entry["MESSAGE"] and entry["SYSLOG_IDENTIFIER"] != "kernel":
                found.append(f"{entry['SYSLOG_IDENTIFIER']}: {entry['MESSAGE']}")
        self.assertEqual(found, [])


class Verified(Checks):
    """Since systemd 254 udevadm verifies rules."""

    def test_udevadm_verifies_the_rule(self) -> None:
        self.said("verify")


class Bookworm(Checks, unittest.TestCase):
    suite = "bookworm"


class Trixie(Verified, unittest.TestCase):
    suite = "trixie"


class Forky(Verified, unittest.TestCase):
    suite = "forky"


if __name__ == "__main__":
    run_suites("Bookworm", "Trixie", "Forky")
