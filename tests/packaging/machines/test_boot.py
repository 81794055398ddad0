# SPDX-License-Identifier: MIT
"""Machines with our packages installed: they boot the kernels that apt has installed, with and without Secure Boot, and what apt
does on them takes effect at once. Arguments: [SUITE ...]"""

import json
import shutil
import unittest
from typing import Any, Dict

from tests.harness.suites import run_suites
from tests.harness.vm.build import TREE
from tests.harness.vm.tools import VmError, say
from tests.packaging.udev import test_udev  # (its tests are run on these machines, too)
from tests.packaging.udev.guest import SCRIPT, Answer
from . import scripts
from .firmware import PASSPHRASE, ensure_firmware
from .machine import boot_disk
from .packages import VERSION, built
from .system import ensure_system
from .transaction import transact

LIMIT, LONG = 180, 1200  # seconds; a machine in which apt installs a kernel takes 150 to 700, by what else runs here
LOAD = TREE / "debian/tests/load"


class Checks:
    """A disk with our packages, the kernel A, an administrator's options and users; then, by suite, B and what apt does."""

    suite = ""
    arrival = False
    answers: Dict[str, Answer]

    @classmethod
    def setUpClass(cls) -> None:
        firmware = ensure_firmware()
        ours, cls.system = built(cls.suite), ensure_system(cls.suite)
        cls.first, cls.second = cls.system.first.release, cls.system.second.release
        cls.work = TREE / "build/machines" / cls.suite
        shutil.rmtree(cls.work, ignore_errors=True)
        cls.work.mkdir(parents=True)
        cls.disk = cls.work / f"{cls.suite}.img"
        cls.addClassCleanup(cls.disk.unlink, missing_ok=True)
        say(f"installing our packages on Debian {cls.suite}, for a disk")
        script = scripts.DISK
        for name, value in (("first", cls.first), ("second", cls.second), ("version", VERSION), ("passphrase", PASSPHRASE),
                            ("arrival", "yes" if cls.arrival else "no")):
            script = script.replace("{" + name + "}", value)
        said = transact(cls.system, [*ours, firmware.key, firmware.certificate], script, cls.disk)
        if said["status"] != "0":
            raise VmError(f"the disk of Debian {cls.suite} could not be made:\n{said['all'][-4000:]}")
        # (Before any boot whose changes are kept on the disk.)
        cls.secure = boot_disk(cls.disk, cls.first, asking(scripts.SECURE_BOOT.replace("{version}", VERSION)), cls.work / "secure",
                               LIMIT, firmware=firmware)
        udev = "mkdir /t; cp /srv/modprobe.conf /t\n" + SCRIPT.read_text()
        then = scripts.ARRIVAL if cls.arrival else scripts.PACKAGES.replace("{second}", cls.second)
        cls.answers = boot_disk(cls.disk, cls.first, udev + scripts.DOCTOR + then, cls.work / "first", LONG, {"load": LOAD},
                                keep=cls.arrival)
        cls.after = boot_disk(cls.disk, cls.second, asking(scripts.LOADED), cls.work / "second", LIMIT)
        cls.back = boot_disk(cls.disk, cls.first, asking(scripts.LOADED), cls.work / "back", LIMIT) if cls.arrival else None

    def doctor(self, answer: Answer) -> Dict[str, Dict[str, Any]]:
        found = [json.loads(line) for line in answer.text.splitlines() if line.startswith("{")]
        return {finding["code"]: finding for finding in found}

    def assert_healthy(self, answer: Answer) -> None:
        found = self.doctor(answer)
        self.assertEqual([finding for finding in found.values() if finding["verdict"] == "problem"], [])
        self.assertEqual({code: found[code]["verdict"] for code in ("dkms", "module", "loaded", "node", "initrd", "packages")},
                         dict.fromkeys(("dkms", "module", "loaded", "node", "initrd", "packages"), "ok"))

    def assert_loaded(self, answers: Dict[str, Answer], release: str) -> None:
        said = {name: answers[name].text for name in ("boot", "release", "number", "add", "node")}
        self.assertEqual(said, {"boot": "running", "release": release, "number": "7", "add": "8", "node": test_udev.NODE},
                         answers["failed units"].text)
        self.assert_healthy(answers["doctor"])

    def test_each_kernels_module_is_by_the_compiler_of_the_kernel(self) -> None:
        for answers, kernel in ((self.answers, self.system.first), (self.after, self.system.second), (self.back, self.system.first)):
            if answers is not None:
                self.assertEqual(scripts.compilers_of(answers["compilers"].text), [f"{kernel.release} {kernel.compiler}"])

    def test_the_doctor_finds_no_problem(self) -> None:
        self.assert_healthy(self.answers["doctor"])

    def test_the_autopkgtest_passes(self) -> None:
        self.assertEqual(self.answers["autopkgtest"].status, 0, self.answers["autopkgtest"].text)

    def test_the_second_kernel_boots_with_the_module(self) -> None:
        self.assert_loaded(self.after, self.second)

    def test_lockdown_is_on(self) -> None:
        self.assertIn("[integrity]", self.secure["lockdown"].text)

    def test_a_key_that_is_not_enrolled_is_refused_and_reported(self) -> None:
        self.assertIn("Key was rejected by service", self.secure["at boot"].text)
        refused = self.secure["modprobe, own"]
        self.assertNotEqual(refused.status, 0)
        self.assertIn("Key was rejected by service", refused.text)
        found = self.doctor(self.secure["doctor, own"])
        self.assertEqual(found["signature-not-enrolled"]["verdict"], "problem")
        self.assertIn("sudo mokutil --import /var/lib/dkms/mok.pub", found["signature-not-enrolled"]["fix"])
        self.assertEqual(found["secure-boot"]["what"], "Secure Boot is on")
        self.assertIn("mokutil --import /var/lib/dkms/mok.pub", self.secure["post-install, own"].text)

    def test_the_advice_prepares_the_enrolment(self) -> None:
        """At the next boot shim would ask for the password; there is no shim here."""
        self.assertEqual(self.secure["import"].status, 0, self.secure["import"].text)
        self.assertIn("DKMS module signing key", self.secure["to be enrolled"].text)

    def test_a_module_without_a_signature_is_refused_and_reported(self) -> None:
        refused = self.secure["modprobe, unsigned"]
        self.assertNotEqual(refused.status, 0)
        self.assertIn("Key was rejected by service", refused.text)
        self.assertEqual(self.doctor(self.secure["doctor, unsigned"])["signature-missing"]["verdict"], "problem")

    def test_a_key_in_the_firmware_s_list_is_accepted(self) -> None:
        self.assertEqual(self.secure["modprobe, enrolled"], Answer("", 0))
        self.assertEqual(self.secure["number, enrolled"].text, "7")
        found = self.doctor(self.secure["doctor, enrolled"])
        self.assertEqual(found["signature"]["what"], "the module's key is enrolled")
        self.assertIn("it is in db", found["signature"]["evidence"])
        self.assertEqual(self.secure["post-install, enrolled"].text, "")


class Udev(test_udev.Checks):
    """The tests of udev/, with the difference that the package made the group."""

    def test_the_group_is_a_system_group_of_sysusers(self) -> None:
        self.assertIn(int(self.said("group").split(":")[2]), test_udev.SYSTEM_GROUPS)


def asking(script: str) -> str:
    """With guest.sh's functions, without its commands."""
    return SCRIPT.read_text().split("\nask boot ", maxsplit=1)[0] + "\n" + script


class Bookworm(Checks, Udev, unittest.TestCase):
    """B was installed before the boot; our packages are removed and installed on the machine."""

    suite = "bookworm"

    def test_removal_leaves_a_module_that_is_in_use(self) -> None:
        self.assertEqual(self.answers["removal while open"].status, 0)
        self.assertIn("/dev/rusty is in use", self.answers["removal while open"].text)
        self.assertEqual(self.answers["module while open"].status, 0)
        self.assertIn("rmmod rusty", self.answers["removal while open"].text)
        self.assertEqual(self.answers["rmmod afterwards"], Answer("", 0))
        self.assertNotEqual(self.answers["node afterwards"].status, 0)

    def test_the_doctor_reports_what_it_cannot_see(self) -> None:
        apart = self.doctor(self.answers["doctor apart"])
        self.assertEqual(apart["held-elsewhere"]["evidence"], ["/sys/module/rusty/refcnt: 1"])
        bob = self.doctor(self.answers["doctor as bob"])
        self.assertEqual(bob["dkms"]["verdict"], "unseen")
        self.assertIn("/var/lib/dkms/rusty needs root", bob["dkms"]["evidence"])
        self.assertEqual(bob["access-no-member"]["fix"], ["sudo usermod -aG rusty bob"])

    def test_it_works_as_soon_as_it_is_installed(self) -> None:
        self.assertEqual(self.answers["installation"].status, 0, self.answers["installation"].text)
        self.assertEqual(self.answers["echo at once"], Answer("42", 0))
        self.assertEqual(self.answers["node at once"].text, test_udev.NODE)

    def test_purge_unloads_a_module_that_nobody_uses(self) -> None:
        self.assertEqual(self.answers["purge"].status, 0, self.answers["purge"].text)
        self.assertNotEqual(self.answers["module after purge"].status, 0)
        unfinished = [line for line in self.answers["states"].text.splitlines() if not line.startswith(("ii ", "rc "))]
        self.assertEqual(unfinished, [])


class Trixie(Checks, Udev, unittest.TestCase):
    """apt installs B on the machine."""

    suite = "trixie"
    arrival = True

    def test_the_second_kernel_is_installed(self) -> None:
        self.assertEqual(self.answers["arrival"].status, 0, self.answers["arrival"].text)
        unfinished = [line for line in self.answers["states"].text.splitlines() if not line.startswith(("ii ", "rc "))]
        self.assertEqual(unfinished, [])
        for release in (self.first, self.second):
            self.assertIn(f"rusty/{VERSION}, {release}, x86_64: installed", self.answers["dkms"].text.splitlines())

    def test_the_first_kernel_still_works(self) -> None:
        self.assert_loaded(self.back, self.first)


if __name__ == "__main__":
    run_suites("Bookworm", "Trixie")
