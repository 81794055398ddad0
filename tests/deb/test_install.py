#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The packages of build/deb in real systems, with real kernels, headers and DKMS: what apt, dpkg and the machine are left with.

test_install.py [SUITE ...]"""

import sys
import tempfile
import unittest
from pathlib import Path
from typing import Dict, List

HERE = Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "vm"))
sys.path.insert(0, str(HERE))

from system import System, ensure_system, transact  # noqa: E402
from vmkit.build import TREE  # noqa: E402
from vmkit.tools import run  # noqa: E402

# What each script begins with: A is the kernel that is there, B the one to come.
PRELUDE = r"""
A={first}; B={second}
apt-get -q update >/dev/null 2>&1
# apt's own words are shown only when a test fails.
apt() {{ name=$1; shift; {{ apt-get -qy "$@"; echo $? >/tmp/status; }} 2>&1 | cat >/tmp/log; status=$(cat /tmp/status)
	cat /tmp/log >>/tmp/all
	echo "@@ $name: apt"; echo $status
	echo "@@ $name: said"; tr -d '\r' </tmp/log | grep '^rusty' | sort -u
	echo "@@ $name: dpkg"; dpkg-query -W -f '${{db:Status-Abbrev}} ${{Package}}\n' | grep -v '^ii' | grep -v '^rc'
	echo "@@ $name: initrd of B"; [ -s /boot/initrd.img-$B ] && echo there
	echo "@@ $name: modules"; find /lib/modules -name 'rusty.ko*' -printf '%P\n' | cut -d/ -f1 | sed "s/^$A\$/A/; s/^$B\$/B/" | sort
	echo "@@ $name: cause"; cat /var/lib/rusty/*.cause 2>/dev/null; }}
kernel_b="{image} linux-headers-$B"
"""
POSTLUDE = "\necho '@@ log'; cat /tmp/all\n"


def empty_compiler(place: Path) -> Path:
    """A package g++ without any compiler: apt's dependencies are fulfilled, and there is none."""
    control = place / "empty/DEBIAN/control"
    control.parent.mkdir(parents=True)
    control.write_text("Package: g++\nVersion: 99:0\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\n"
                       "Description: no compiler\n")
    run(["dpkg-deb", "--root-owner-group", "-b", place / "empty", place / "g++_0_all.deb"], "packing no compiler")
    return place / "g++_0_all.deb"


class Checks:
    suite = ""
    system: System
    ours: List[Path]

    @classmethod
    def setUpClass(cls) -> None:
        cls.ours = sorted((TREE / "build/deb" / cls.suite).glob("*.deb"))
        if not cls.ours:
            raise unittest.SkipTest(f"no packages of {cls.suite}: make deb SUITES={cls.suite}")
        cls.ours += (TREE / "build/deb" / cls.suite).glob("*.orig.tar.*")
        cls.system = ensure_system(cls.suite)
        with tempfile.TemporaryDirectory() as place:
            cls.no_compiler = empty_compiler(Path(place)).read_bytes()

    def do(self, script: str, compiler: bool = True) -> Dict[str, str]:
        prelude = PRELUDE.format(first=self.system.first.release, second=self.system.second.release,
                                 image=self.system.second.image)
        with tempfile.TemporaryDirectory() as place:
            ours = list(self.ours)
            if not compiler:
                ours.append(Path(place) / "g++_99_all.deb")
                ours[-1].write_bytes(self.no_compiler)
            self.answers = transact(self.system, ours, prelude + script + POSTLUDE)
        return self.answers

    def well(self, name: str, modules: str, initrd: str = "there") -> None:
        """apt succeeded, dpkg has nothing half done, B has its initrd, and these kernels the module."""
        found = {what: self.answers.get(f"{name}: {what}") for what in ("apt", "dpkg", "initrd of B", "modules")}
        self.assertEqual(found, {"apt": "0", "dpkg": "", "initrd of B": initrd, "modules": "\n".join(modules)},
                         self.answers["all"][-6000:])

    def test_install_and_a_new_kernel_and_purge(self) -> None:
        said = self.do(r"""
apt ours install rusty-dkms rusty-utils
echo "@@ module"; modinfo -k $A -F version rusty; modinfo -k $A -F signer rusty
echo "@@ command"; rusty --version
echo "@@ files"; stat -c '%a %U %G %n' /etc/modprobe.d/rusty.conf /usr/lib/sysusers.d/rusty.conf; getent group rusty | cut -d: -f1
apt kernel install $kernel_b
echo "@@ tarball"; dkms mktarball rusty/0.1.0 --source-only >/dev/null; tar -tzf /var/lib/dkms/rusty/0.1.0/tarball/*.gz | grep -c kmod/
echo "@@ removal of B"; apt-get -qy purge {image} >/tmp/log 2>&1; echo $?; cat /tmp/log >>/tmp/all; ls -d /lib/modules/$B/updates 2>&1
apt purge purge rusty-dkms
echo "@@ left"; find / -xdev \( -path /proc -o -path /repo -o -path /var/lib/dpkg -o -path /var/lib/apt -o -path /usr/share \
	-o -path /usr/bin/rusty \) -prune -o -iname '*rusty*' -print
echo "@@ group"; getent group rusty | cut -d: -f1
""".replace("{image}", self.system.second.image))
        self.well("ours", "A", "")
        self.assertEqual(said["module"].split("\n"), ["0.1.0", "DKMS module signing key"], said["all"][-4000:])
        self.assertTrue(said["command"].startswith("rusty 0.1.0 "))
        self.assertIn("644 root root /etc/modprobe.d/rusty.conf", said["files"])
        self.assertTrue(said["files"].endswith("rusty"))
        self.well("kernel", "AB")
        self.assertGreater(int(said["tarball"]), 50)
        self.assertEqual(said["removal of B"].split("\n")[0], "0")
        self.assertIn("No such file", said["removal of B"])
        self.well("purge", "", "")
        self.assertEqual((said["left"], said["group"]), ("", "rusty"))

    def test_make_dkms_install_and_uninstall(self) -> None:
        """As on a distribution without packages of ours; but for the kernel A, which does not run here."""
        said = self.do(r"""
apt compiler install {compiler} make
printf '#!/bin/sh\n[ "$1" = -r ] && echo %s || /bin/uname "$@"\n' $A >/usr/local/bin/uname; chmod +x /usr/local/bin/uname
export PATH=/usr/local/bin:$PATH
mkdir /tmp/sources; cd /tmp/sources; tar -xf /repo/rusty_*.orig.tar.xz --strip-components=1
echo "@@ install"; make dkms-install >/tmp/log 2>&1; echo $?; cat /tmp/log >>/tmp/all; dkms status; getent group rusty | cut -d: -f1
echo "@@ module"; modinfo -k $A -F version rusty
echo "@@ uninstall"; make dkms-uninstall >/tmp/log 2>&1; echo $?; cat /tmp/log >>/tmp/all
find /etc /usr/lib /usr/src /var/lib/dkms /lib/modules -name '*rusty*'
""".replace("{compiler}", self.system.compiler))
        self.assertRegex(said["install"], rf"^0\nrusty/0.1.0, {self.system.first.release}, x86_64: installed\nrusty$")
        self.assertEqual(said["module"], "0.1.0")
        self.assertEqual(said["uninstall"], "0")

    def test_no_compiler_and_one_that_comes_later(self) -> None:
        said = self.do(r"""
apt ours install rusty-dkms
apt kernel install $kernel_b
apt compiler install {compiler}
""".replace("{compiler}", self.system.compiler), compiler=False)
        self.well("ours", "", "")
        self.assertRegex(said["ours: cause"], r"^rusty: not built for Linux \S+: no C\+\+ compiler .*apt-get install g\+\+-\d+")
        self.assertIn(said["ours: cause"], said["ours: said"])
        self.well("kernel", "")
        self.assertEqual(said["kernel: cause"].count("no C++ compiler"), 2)
        self.assertIn(f"not built for Linux {self.system.second.release}", said["kernel: said"])
        self.well("compiler", "AB")
        self.assertEqual(said["compiler: cause"], "")

    def test_broken_headers_that_are_repaired(self) -> None:
        said = self.do(r"""
apt ours install rusty-dkms
echo "path-exclude=/usr/src/linux-headers-$B/include/config/auto.conf" >/etc/dpkg/dpkg.cfg.d/broken
apt kernel install $kernel_b
rm /etc/dpkg/dpkg.cfg.d/broken
apt repaired install --reinstall linux-headers-$B
""")
        self.well("kernel", "A")
        self.assertRegex(said["kernel: cause"], r"headers.*apt-get install --reinstall linux-headers-\S+")
        self.assertIn(said["kernel: cause"], said["kernel: said"])
        self.well("repaired", "AB")
        self.assertEqual(said["repaired: cause"], "")

    def test_code_that_does_not_compile(self) -> None:
        said = self.do(r"""
apt ours install rusty-dkms
echo "this is no C++" >>/usr/src/rusty-0.1.0/kmod/rusty/rusty.cpp
apt kernel install $kernel_b
""")
        self.well("kernel", "A")
        self.assertRegex(said["kernel: cause"], r"^rusty: not built for Linux \S+: \S*rusty.cpp:\d+:\d+: error: ")
        self.assertIn(said["kernel: cause"], said["kernel: said"])

    def test_headers_that_come_after_the_package(self) -> None:
        self.do(r"""
apt ours install rusty-dkms {image}
apt headers install linux-headers-$B
""".replace("{image}", self.system.second.image))
        self.well("ours", "A")
        self.well("headers", "AB")

    def test_a_compiler_that_refuses_the_kernels_flags(self) -> None:
        """Each suite's next older one refuses what its kernel is compiled with; the one that does not is named."""
        said = self.do("apt ours install rusty-dkms {other}\n".replace("{other}", self.system.other), compiler=False)
        self.well("ours", "", "")
        self.assertRegex(said["ours: cause"], r"cannot compile for it: install the matching one with 'apt-get install g\+\+-\d+")
        self.assertIn(said["ours: cause"], said["ours: said"])

    def test_the_key_is_spoken_of_only_where_it_matters(self) -> None:
        said = self.do(r"""
apt ours install rusty-dkms
ask() { echo "@@ $1"; sh /usr/src/rusty-0.1.0/kmod/dkms/post-install 2>&1; }
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
""")
        self.assertIn("mokutil --import /var/lib/dkms/mok.pub", said["on"])
        for quiet in ("no EFI", "off", "enrolled", "unknown"):
            self.assertEqual(said[quiet], "", quiet)


class Bookworm(Checks, unittest.TestCase):
    suite = "bookworm"


class Trixie(Checks, unittest.TestCase):
    suite = "trixie"


if __name__ == "__main__":
    suites = {suite.lower(): suite for suite in ("Bookworm", "Trixie")}
    unittest.main(argv=[sys.argv[0], *(suites.get(word, word) for word in sys.argv[1:])])
