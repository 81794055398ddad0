# SPDX-License-Identifier: MIT
"""Our packages in real systems, with real kernels, headers and DKMS: the state that apt and dpkg leave, and the doctor's report
about it. Arguments: [SUITE ...]"""

import json
import tempfile
import unittest
from pathlib import Path
from typing import Any, Dict, List

from tests.harness.suites import run_suites
from .packages import VERSION, built, empty_compiler, later, package_version
from .scripts import COMPILERS, compilers_of
from .system import System, ensure_system
from .transaction import transact

# The beginning of each script: A is the installed kernel, B the one that is installed later.
PRELUDE = r"""
A={first}; B={second}; V={version}
apt-get -q update >/dev/null 2>&1
# apt's own words are shown only when a test fails.
apt() {{ name=$1; shift; {{ apt-get -qy "$@"; echo $? >/tmp/status; }} 2>&1 | cat >/tmp/log; status=$(cat /tmp/status)
	cat /tmp/log >>/tmp/all
	echo "@@ $name: apt"; echo $status
	echo "@@ $name: said"; tr -d '\r' </tmp/log | grep '^rusty' | sort -u
	echo "@@ $name: dpkg"; dpkg-query -W -f '${{db:Status-Abbrev}} ${{Package}}\n' | grep -v '^ii' | grep -v '^rc'
	echo "@@ $name: initrd of B"; [ -s /boot/initrd.img-$B ] && echo there
	echo "@@ $name: modules"; find /lib/modules -name 'rusty.ko*' -printf '%P\n' | cut -d/ -f1 | sed "s/^$A\$/A/; s/^$B\$/B/" | sort
	echo "@@ $name: compilers"; compilers $A $B
	echo "@@ $name: version"; modinfo -k $A -F version rusty 2>/dev/null
	echo "@@ $name: cause"; cat /var/lib/rusty/*.cause 2>/dev/null
	for kernel in A B; do
		echo "@@ $name: doctor on $kernel"; eval "release=\$$kernel"
		! command -v rusty >/dev/null || rusty --json doctor --kernel $release
	done; }}
kernel_b="linux-image-$B linux-headers-$B"
"""
POSTLUDE = "\necho '@@ log'; cat /tmp/all\n"


class Checks:
    suite = ""
    system: System
    ours: List[Path]

    @classmethod
    def setUpClass(cls) -> None:
        cls.ours = built(cls.suite)
        cls.version = package_version(cls.ours)
        cls.system = ensure_system(cls.suite)
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.place = Path(place.name)
        cls.no_compiler = empty_compiler(cls.place)

    def do(self, script: str, compiler: bool = True, others: List[Path] = []) -> Dict[str, str]:
        prelude = PRELUDE.format(first=self.system.first.release, second=self.system.second.release, version=self.version)
        ours = [*self.ours, *others, *([] if compiler else [self.no_compiler])]
        self.answers = transact(self.system, ours, COMPILERS + prelude + script + POSTLUDE)
        return self.answers

    def doctor(self, name: str, kernel: str) -> Dict[str, Dict[str, Any]]:
        """The doctor's findings for the kernel A or B after this step, by their codes; the last of each code."""
        found = [json.loads(line) for line in self.answers[f"{name}: doctor on {kernel}"].splitlines()]
        return {finding["code"]: finding for finding in found}

    def problem(self, name: str, kernel: str, code: str) -> Dict[str, Any]:
        """The finding with this code, which must be a problem."""
        found = self.doctor(name, kernel)
        self.assertIn(code, found)
        self.assertEqual(found[code]["verdict"], "problem")
        return found[code]

    def not_built(self, name: str, kernel: str, cause: str) -> None:
        """Checks that the doctor reports the recorded cause for this kernel, and how to build the module after it is corrected."""
        found = self.problem(name, kernel, "dkms-not-built")
        release = (self.system.first if kernel == "A" else self.system.second).release
        self.assertRegex(found["evidence"][0], cause)
        self.assertIn(f"sudo dkms autoinstall -k {release}", found["fix"])

    def well(self, name: str, modules: str, initrd: str = "there") -> None:
        """Checks that apt succeeded, no package is half installed, B has its initrd, and these kernels have the module."""
        found = {what: self.answers.get(f"{name}: {what}") for what in ("apt", "dpkg", "initrd of B", "modules")}
        self.assertEqual(found, {"apt": "0", "dpkg": "", "initrd of B": initrd, "modules": "\n".join(modules)},
                         self.answers["all"][-6000:])
        self.made_by_their_own(self.answers[f"{name}: compilers"], modules)

    def made_by_their_own(self, compilers: str, modules: str) -> None:
        """Checks that each of these kernels' modules was built, completely, by the compiler that built the kernel."""
        kernels = [self.system.first if kernel == "A" else self.system.second for kernel in modules]
        self.assertEqual(compilers_of(compilers), [f"{kernel.release} {kernel.compiler}" for kernel in kernels])

    def test_install_and_a_new_kernel_and_purge(self) -> None:
        said = self.do(r"""
apt ours install rusty-dkms rusty-utils
echo "@@ module"; modinfo -k $A -F signer rusty
echo "@@ command"; rusty --version
echo "@@ files"; stat -c '%a %U %G %n' /etc/modprobe.d/rusty.conf /usr/lib/sysusers.d/rusty.conf; getent group rusty | cut -d: -f1
apt kernel install $kernel_b
echo "@@ tarball"; dkms mktarball rusty/{version} --source-only >/dev/null
tar -tzf /var/lib/dkms/rusty/{version}/tarball/*.gz | grep -c kmod/
echo "@@ removal of B"; apt-get -qy purge "linux-*$B" >/tmp/log 2>&1; echo $?; cat /tmp/log >>/tmp/all; ls -d /lib/modules/$B/updates 2>&1
apt purge purge rusty-dkms
echo "@@ left"; find / -xdev \( -path /proc -o -path /repo -o -path /var/lib/dpkg -o -path /var/lib/apt -o -path /usr/share \
	-o -path /usr/bin/rusty \) -prune -o -iname '*rusty*' -print
echo "@@ group"; getent group rusty | cut -d: -f1
""".replace("{version}", VERSION))
        self.well("ours", "A", "")
        self.assertEqual((said["ours: version"], said["module"]), (VERSION, "DKMS module signing key"), said["all"][-4000:])
        self.assertTrue(said["command"].startswith(f"rusty {VERSION} "))
        self.assertIn("644 root root /etc/modprobe.d/rusty.conf", said["files"])
        self.assertTrue(said["files"].endswith("rusty"))
        self.well("kernel", "AB")
        for kernel in "AB":
            self.assertEqual([code for code, finding in self.doctor("kernel", kernel).items() if finding["verdict"] == "problem"], [])
            self.assertIn("dkms", self.doctor("kernel", kernel))
        self.assertGreater(int(said["tarball"]), 50)
        self.assertEqual(said["removal of B"].split("\n")[0], "0")
        self.assertIn("No such file", said["removal of B"])
        self.well("purge", "", "")
        self.assertEqual((said["left"], said["group"]), ("", "rusty"))

    def test_make_dkms_install_and_uninstall(self) -> None:
        """As on a distribution without our packages; for the kernel A, which is not the running one."""
        said = self.do(r"""
apt compiler install {compiler} make
printf '#!/bin/sh\n[ "$1" = -r ] && echo %s || /bin/uname "$@"\n' $A >/usr/local/bin/uname; chmod +x /usr/local/bin/uname
export PATH=/usr/local/bin:$PATH
mkdir /tmp/sources; cd /tmp/sources; tar -xf /repo/rusty_*.orig.tar.xz --strip-components=1
echo "@@ install"; make dkms-install >/tmp/log 2>&1; echo $?; cat /tmp/log >>/tmp/all; dkms status; getent group rusty | cut -d: -f1
echo "@@ module"; modinfo -k $A -F version rusty
echo "@@ compilers"; compilers $A $B
echo "@@ uninstall"; make dkms-uninstall >/tmp/log 2>&1; echo $?; cat /tmp/log >>/tmp/all
find /etc /usr/lib /usr/src /var/lib/dkms /lib/modules -name '*rusty*'
""".replace("{compiler}", self.system.compiler))
        installed = f"rusty/{VERSION}, {self.system.first.release}, x86_64: installed"
        self.assertEqual(said["install"], f"0\n{installed}\nrusty", said["log"][-4000:])
        self.assertEqual(said["module"], VERSION)
        self.made_by_their_own(said["compilers"], "A")
        self.assertEqual(said["uninstall"], "0")

    def test_no_compiler_and_one_that_comes_later(self) -> None:
        said = self.do(r"""
apt ours install rusty-dkms rusty-utils
apt kernel install $kernel_b
apt compiler install {compiler}
""".replace("{compiler}", self.system.compiler), compiler=False)
        self.well("ours", "", "")
        self.assertRegex(said["ours: cause"], r"^rusty: not built for Linux \S+: no C\+\+ compiler .*apt-get install g\+\+-\d+")
        self.assertIn(said["ours: cause"], said["ours: said"])
        self.well("kernel", "")
        self.assertEqual(said["kernel: cause"].count("no C++ compiler"), 2)
        self.assertIn(f"not built for Linux {self.system.second.release}", said["kernel: said"])
        for kernel in "AB":
            self.not_built("kernel", kernel, "no C\\+\\+ compiler")
            self.assertRegex(self.problem("kernel", kernel, "cxx-compiler-missing")["fix"][0], r"^sudo apt install g\+\+-\d+")
        self.well("compiler", "AB")
        self.assertEqual(said["compiler: cause"], "")
        self.assertEqual(self.doctor("compiler", "B")["dkms"]["verdict"], "ok")

    def test_broken_headers_that_are_reinstalled(self) -> None:
        said = self.do(r"""
apt ours install rusty-dkms rusty-utils
echo "path-exclude=/usr/src/linux-headers-$B/include/config/auto.conf" >/etc/dpkg/dpkg.cfg.d/broken
apt kernel install $kernel_b
rm /etc/dpkg/dpkg.cfg.d/broken
apt repaired install --reinstall linux-headers-$B
""")
        self.well("kernel", "A")
        self.assertRegex(said["kernel: cause"], r"headers.*apt-get install --reinstall linux-headers-\S+")
        self.assertIn(said["kernel: cause"], said["kernel: said"])
        self.not_built("kernel", "B", "headers")
        self.assertEqual(self.problem("kernel", "B", "headers-incomplete")["fix"],
                         [f"sudo apt install --reinstall linux-headers-{self.system.second.release}"])
        self.well("repaired", "AB")
        self.assertEqual(said["repaired: cause"], "")

    def test_code_that_does_not_compile(self) -> None:
        said = self.do(r"""
apt ours install rusty-dkms rusty-utils
echo "this is no C++" >>/usr/src/rusty-{version}/kmod/rusty/rusty.cpp
apt kernel install $kernel_b
""".replace("{version}", VERSION))
        self.well("kernel", "A")
        self.assertRegex(said["kernel: cause"], r"^rusty: not built for Linux \S+: \S*rusty.cpp:\d+:\d+: error: ")
        self.assertIn(said["kernel: cause"], said["kernel: said"])
        self.not_built("kernel", "B", r"rusty.cpp:\d+:\d+: error: ")
        self.assertEqual(self.doctor("kernel", "A")["dkms"]["verdict"], "ok")

    def test_headers_that_come_after_the_package(self) -> None:
        self.do(r"""
apt ours install rusty-dkms rusty-utils linux-image-$B
apt headers install linux-headers-$B
""")
        self.well("ours", "A")
        self.assertEqual(self.problem("ours", "B", "headers-missing")["fix"],
                         [f"sudo apt install linux-headers-{self.system.second.release}"])
        self.assertIn("dkms-not-built", self.doctor("ours", "B"))
        self.well("headers", "AB")

    def test_a_compiler_that_refuses_the_kernels_flags(self) -> None:
        """The next older compiler of each suite does not know the kernel's flags; the message must name one that does."""
        said = self.do("apt ours install rusty-dkms rusty-utils {other}\n".replace("{other}", self.system.other), compiler=False)
        self.well("ours", "", "")
        self.assertRegex(said["ours: cause"], r"cannot compile for it: install the matching one with 'apt-get install g\+\+-\d+")
        self.assertIn(said["ours: cause"], said["ours: said"])
        self.not_built("ours", "A", "cannot compile for it")
        other = self.doctor("ours", "A")["cxx-compiler-other"]
        self.assertIn(self.system.other, other["evidence"][0])
        self.assertIn(f"sudo apt install {self.system.compiler}", other["fix"])

    def test_upgrade_and_downgrade_and_an_upgrade_that_does_not_build(self) -> None:
        """DKMS removes the old module before it builds the new one: after a failed build there is none, and a downgrade restores
        the old one."""
        said = self.do(r"""
apt ours install rusty-dkms=$V rusty-utils
echo 'options rusty number=7' >>/etc/modprobe.d/rusty.conf
apt upgrade install rusty-dkms=$(echo $V | sed 's/[0-9]*-/98-/')
apt downgrade install --allow-downgrades rusty-dkms=$V
apt spoilt install rusty-dkms=$(echo $V | sed 's/[0-9]*-/99-/')
apt back install --allow-downgrades rusty-dkms=$V
apt removal remove rusty-dkms
echo "@@ options kept"; tail -n 1 /etc/modprobe.d/rusty.conf
apt again install rusty-dkms=$V
""", others=[later(self.ours, self.number(98), self.place), later(self.ours, self.number(99), self.place, "this is no C++\n")])
        for name, version in (("ours", VERSION), ("upgrade", self.number(98)), ("downgrade", VERSION), ("back", VERSION),
                              ("again", VERSION)):
            self.well(name, "A", "")
            self.assertEqual(said[f"{name}: version"], version)
            self.assertEqual(said[f"{name}: cause"], "")
        self.well("spoilt", "", "")
        self.assertRegex(said["spoilt: cause"], r"^rusty: not built for Linux \S+: \S*rusty.cpp:\d+:\d+: error: ")
        self.not_built("spoilt", "A", "rusty.cpp.*error: ")
        self.well("removal", "", "")
        self.assertEqual(said["options kept"], "options rusty number=7")

    @staticmethod
    def number(last: int) -> str:
        return VERSION.rsplit(".", 1)[0] + f".{last}"

    def test_the_key_is_mentioned_only_where_it_matters(self) -> None:
        """With a fake mokutil and fake variables of the firmware; test_boot.py has real ones."""
        said = self.do(r"""
apt ours install rusty-dkms
ask() { echo "@@ $1"; sh /usr/src/rusty-{version}/kmod/dkms/post-install 2>&1; }
mokutil() { printf '#!/bin/sh\necho "$2 %s"\nexit %s\n' "$1" "$2" >/usr/local/sbin/mokutil; chmod +x /usr/local/sbin/mokutil; }
PATH=/usr/local/sbin:$PATH
efi=/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c
mokutil 'is not enrolled' 0
ask 'no EFI'
mkdir -p ${efi%/*}
printf '\6\0\0\0\0' >$efi; ask 'off'
printf '\6\0\0\0\1' >$efi; ask 'on'
mokutil 'is already enrolled' 1; ask 'enrolled'
mokutil 'EFI variables are not supported on this system' 1; ask 'unknown'
""".replace("{version}", VERSION))
        self.assertIn("mokutil --import /var/lib/dkms/mok.pub", said["on"])
        for quiet in ("no EFI", "off", "enrolled", "unknown"):
            self.assertEqual(said[quiet], "", quiet)


class Bookworm(Checks, unittest.TestCase):
    suite = "bookworm"


class Trixie(Checks, unittest.TestCase):
    suite = "trixie"


if __name__ == "__main__":
    run_suites("Bookworm", "Trixie")
