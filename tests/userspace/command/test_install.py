# SPDX-License-Identifier: MIT
"""`make userspace_install`, and programs built with what it installs: by pkg-config and by CMake."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import List

from tests.harness.vm.build import TREE

EXAMPLE = TREE / "userspace/examples/count.cpp"
CMAKE = """cmake_minimum_required(VERSION 3.16)
project(count CXX)
find_package(rusty {version} REQUIRED)
add_executable(count count.cpp)
target_link_libraries(count PRIVATE rusty::rusty)
"""
# The message without a device.
NO_DEVICE = "count: cannot open /dev/rusty: No such file or directory"


def run(*words: str, **settings: str) -> str:
    done = subprocess.run(words, cwd=TREE, env={**os.environ, **settings}, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, check=False)
    if done.returncode:
        raise AssertionError(f"{' '.join(words)} failed ({done.returncode}):\n{done.stdout}{done.stderr}")
    return done.stdout


def version() -> str:
    lines = (TREE / "dkms.conf").read_text().splitlines()
    return next(line.split('"')[1] for line in lines if line.startswith("PACKAGE_VERSION="))


class Install(unittest.TestCase):
    place: Path
    prefix: Path

    @classmethod
    def setUpClass(cls) -> None:
        cls.place = Path(tempfile.mkdtemp(prefix="rusty-install-"))
        cls.addClassCleanup(shutil.rmtree, cls.place)
        cls.prefix = cls.place / "usr"
        run("make", "-j2", "userspace_install", f"PREFIX={cls.prefix}")

    def files(self, *below: str) -> List[str]:
        return sorted(str(path.relative_to(self.prefix)) for name in below for path in (self.prefix / name).rglob("*")
                      if path.is_file())

    def test_everything_is_where_it_is_searched_for(self) -> None:
        self.assertEqual(self.files("bin"), ["bin/rusty"])
        self.assertEqual(self.files("share"), [
            "share/bash-completion/completions/rusty", "share/cmake/rusty/rusty-config-version.cmake",
            "share/cmake/rusty/rusty-config.cmake", "share/fish/vendor_completions.d/rusty.fish", "share/man/man1/rusty.1",
            "share/man/man3/librusty.3", "share/man/man4/rusty.4", "share/pkgconfig/rusty.pc",
            "share/zsh/site-functions/_rusty"])
        ours = TREE / "userspace/include"
        self.assertEqual(self.files("include"), sorted(f"include/{path.relative_to(ours)}" for path in ours.rglob("*.h*")))
        self.assertEqual((self.prefix / "include/rusty/uapi.h").read_bytes(), (TREE / "kmod/uapi/rusty.h").read_bytes())
        self.assertEqual(run(str(self.prefix / "bin/rusty"), "--version").split()[1], version())

    def test_a_library_that_is_missing_is_named_with_its_package(self) -> None:
        with self.assertRaisesRegex(AssertionError, "apt-get install libcli11-dev nlohmann-json3-dev libfmt-dev libudev-dev "
                                                    "libkmod-dev libacl1-dev\n"):
            run("make", "userspace", "CXX=g++ --sysroot=/nowhere")

    def test_destdir_stands_before_the_prefix(self) -> None:
        root = self.place / "root"
        run("make", "userspace_install", f"DESTDIR={root}", "PREFIX=/opt/rusty")
        self.assertTrue((root / "opt/rusty/bin/rusty").is_file())
        self.assertIn("prefix=/opt/rusty\n", (root / "opt/rusty/share/pkgconfig/rusty.pc").read_text())

    def complains(self, program: Path) -> None:
        done = subprocess.run([program], capture_output=True, text=True, check=False)
        if not os.path.exists("/dev/rusty"):
            self.assertEqual((done.returncode, done.stderr.strip()), (1, NO_DEVICE))

    def test_pkg_config(self) -> None:
        where = {"PKG_CONFIG_PATH": str(self.prefix / "share/pkgconfig")}
        self.assertEqual(run("pkg-config", "--modversion", "rusty", **where).strip(), version())
        flags = run("pkg-config", "--cflags", "--libs", "rusty", **where).split()
        run("g++", "-std=c++20", "-Wall", "-Wextra", "-Werror", "-O2", "-o", str(self.place / "count"), str(EXAMPLE), *flags)
        self.complains(self.place / "count")

    def test_the_headers_without_libudev_leave_no_macro_of_a_common_name(self) -> None:
        source = self.place / "names.cpp"
        # (libudev.h itself brings those of <sys/sysmacros.h>.)
        source.write_text("#include <rusty/device.hpp>\n#include <rusty/mapped_number.hpp>\nstruct Version { int major, minor; Version(int a, int b) : major(a), minor(b) {} };\n"
                          "int main() { return Version(0, 0).major; }\n")
        run("g++", "-std=c++20", "-fsyntax-only", f"-I{self.prefix}/include", str(source))

    def cmake(self, wanted: str) -> Path:
        project = self.place / f"project-{wanted}"
        project.mkdir()
        (project / "CMakeLists.txt").write_text(CMAKE.format(version=wanted))
        shutil.copy(EXAMPLE, project)
        run("cmake", "-S", str(project), "-B", str(project / "build"), f"-DCMAKE_PREFIX_PATH={self.prefix}")
        run("cmake", "--build", str(project / "build"))
        return project / "build/count"

    def test_cmake(self) -> None:
        self.complains(self.cmake(version()))

    def test_cmake_refuses_a_version_that_is_not_there(self) -> None:
        with self.assertRaisesRegex(AssertionError, "99.0"):
            self.cmake("99.0")


if __name__ == "__main__":
    unittest.main()
