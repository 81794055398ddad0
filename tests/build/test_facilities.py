# SPDX-License-Identifier: MIT
"""A facility of the layer is a folder: it is part of the modules that include it, and of no others."""

import re
import shutil
import unittest
from typing import List, Tuple

from tests.harness.session import DRIVERS
from tests.harness.vm.build import MODULE_FOLDERS

from .test_build import TREE, Copy, shell


BUS = """// SPDX-License-Identifier: GPL-2.0-only
// The bus, which stops everywhere.
#pragma once

#include "PLACE/shim.h"

namespace kernel
{
namespace
{

/// How many stops the bus makes in a minute.
inline int bus_speed()
{
	return shim_bus_speed(LAYOUT_BUS_FAST);
}

} // namespace
} // namespace kernel
"""


class Page(unittest.TestCase):
    """docs/facilities.md, where people look for one."""

    def test_every_facility_is_on_the_page(self) -> None:
        page = (TREE / "docs/facilities.md").read_text()
        folders = {path.parent.name for path in TREE.glob("kmod/kernel/*/*.hpp")}
        self.assertEqual(folders - set(re.findall(r"\(\.\./kmod/kernel/(\w+)", page)), set())


class Facilities(Copy):
    """Only facilities that are included are built."""

    def shims(self, module: str) -> Tuple[List[str], List[str]]:
        """The shims that the C side has, and those that C++ calls."""
        there = re.findall(r" [tT] (shim_\w+)$", shell("nm", str(self.folder / f"{module}-layer.o"))[1], re.M)
        called = re.findall(r" U (shim_\w+)$", shell("nm", "-u", str(self.folder / f"{module}.o"))[1], re.M)
        return sorted(there), sorted(called)

    def test_no_module_has_a_shim_that_it_does_not_call(self) -> None:
        modules = {name: f"{MODULE_FOLDERS[name]}/{name}" for name in DRIVERS}
        status, said = self.make("modules", f"MODULES={' '.join(modules)}")
        self.assertEqual(status, 0, said)
        for module in modules.values():
            there, called = self.shims(module)
            self.assertTrue(called)
            self.assertEqual(there, called)
        facilities = (self.folder / "kmod/samples/cpp_out_of_tree.build/facilities").read_text().split()
        self.assertNotIn("kmod/kernel/misc", facilities)
        self.assertNotIn("LAYOUT_MISCDEVICE", (self.folder / "kmod/samples/cpp_out_of_tree.build/kernel/layouts.h").read_text())

    def test_nothing_is_compiled_again_without_a_reason(self) -> None:
        steps = ("CC", "LD", "SCAN", "PROBE", "CXXFLAG", "GATE", "UPD")
        for suite in ("bookworm", "forky"):
            status, said = self.make("modules", suite=suite)
            self.assertEqual(status, 0, said)
            for step in steps:
                self.assertRegex(said, rf"\b{step}\b")
            status, said = self.make("modules", suite=suite)
            self.assertEqual(status, 0, said)
            self.assertNotRegex(said, rf"\b({'|'.join(steps)})\b")

    # (On the oldest and the newest kernel, as fixdep, which reads the dependencies, comes with the kernel's headers.)
    def test_a_new_include_brings_its_facility(self) -> None:
        self.new_include("bookworm")

    def test_a_new_include_brings_its_facility_on_the_newest_kernel(self) -> None:
        self.new_include("forky")

    def new_include(self, suite: str) -> None:
        self.assertEqual(self.make("modules", "MODULES=cpp_out_of_tree", suite=suite)[0], 0)
        self.spoil("kmod/samples/cpp_out_of_tree.cpp", '#include "kernel/log/log.hpp"\n',
                   '#include "kernel/log/log.hpp"\n#include "kernel/thread/thread.hpp"\n')
        self.spoil("kmod/samples/cpp_out_of_tree.cpp", 'pr_info("C++ out-of-tree sample (init)");',
                   'pr_info("C++ out-of-tree sample (init)"); kernel::Thread<int>([](int &) {}, *new (kernel::At{nullptr}) int(1)).stop();')
        status, said = self.make("modules", "MODULES=cpp_out_of_tree", suite=suite)
        self.assertEqual(status, 0, said)
        self.assertIn("kmod/kernel/thread", (self.folder / "kmod/samples/cpp_out_of_tree.build/facilities").read_text().split())

    # A facility for a bus, as a driver may bring it: a folder of its own, which needs a CONFIG that a kernel may lack.
    def facility(self, place: str, config: str) -> None:
        folder = self.folder / place
        folder.mkdir(parents=True)
        (folder / "bus.hpp").write_text(BUS.replace("PLACE", place[len("kmod/"):]))
        (folder / "shim.h").write_text('#ifndef BUS_SHIM_H\n#define BUS_SHIM_H\n#include "kernel/core/boundary.h"\nSHIMS_BEGIN\n'
                                       "int shim_bus_speed(int speed);\nint shim_bus_stop(void);\nSHIMS_END\n#endif\n")
        (folder / "shim.c").write_text(f'#include "{place[len("kmod/"):]}/shim.h"\nSHIM(int, bus_speed, int speed)\n{{\n\treturn speed * KERNEL_HAS_BUS;\n}}\n'
                                       "SHIM(int, bus_stop, void)\n{\n\treturn 0;\n}\n")
        (folder / "layout.c").write_text("LAYOUTS(bus)\n{\n\tDEFINE(LAYOUT_BUS_FAST, 42);\n}\n")
        (folder / "probe.c").write_text(f'CONFIG({config}, "to talk to the bus")\nPROBE(BUS)\nstatic const int __maybe_unused has_bus = 1;\n')
        self.spoil("kmod/samples/cpp_out_of_tree.cpp", '#include "kernel/log/log.hpp"\n',
                   f'#include "kernel/log/log.hpp"\n#include "{place[len("kmod/"):]}/bus.hpp"\n')
        self.spoil("kmod/samples/cpp_out_of_tree.cpp", 'pr_info("C++ out-of-tree sample (init)");',
                   'pr_info("C++ out-of-tree sample (init)"); pr_info("speed {}", kernel::bus_speed());')

    def few_selftests(self) -> None:
        """Removes the self-tests that the framework does not need. (Compiling all takes long.)"""
        frame = "".join(path.read_text() for path in (self.folder / "tests/kit/selftest").glob("*.?pp"))
        needed = set(re.findall(r'"kernel/(\w+)/kernel_test', frame))
        for test in (self.folder / "kmod/kernel").glob("*/kernel_test*.hpp"):
            if test.parent.name not in ("core", "param", "trace", "user", *needed):
                test.unlink()

    def test_a_facility_is_a_folder_and_nothing_else(self) -> None:
        self.facility("kmod/kernel/bus", "USB")
        status, said = self.make("modules", "MODULES=cpp_out_of_tree rusty")
        self.assertEqual(status, 0, said)
        there, called = self.shims("kmod/samples/cpp_out_of_tree")
        self.assertIn("shim_bus_speed", there)
        self.assertEqual(there, called)
        self.assertNotIn("kmod/kernel/bus", (self.folder / "kmod/rusty/rusty.build/facilities").read_text().split())

    def test_a_facility_is_faked_and_tested_on_the_host(self) -> None:
        self.facility("kmod/kernel/bus", "USB")
        for file in ("tests/kit/host", "tests/driver/guest/catch.hpp"):
            (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
            shell("cp", "-r", str(TREE / file), str(self.folder / file))
        # (Removes the facilities that it does not need, as compiling all takes minutes.)
        for folder in (self.folder / "kmod/kernel").iterdir():
            if folder.is_dir() and folder.name not in ("bus", "core", "error", "bug"):
                shutil.rmtree(folder)
        for test in (self.folder / "kmod/kernel").glob("*/host_test*.cpp"):
            test.unlink()
        bus = self.folder / "kmod/kernel/bus"
        (bus / "fake.h").write_text("#define LAYOUT_BUS_FAST 42\n")
        (bus / "fake.cpp").write_text('#include "kernel/bus/shim.h"\nint shim_bus_speed(int speed) { return speed + 1; }\n'
                                      "int shim_bus_stop(void) { return 0; }\n")
        (bus / "host_test.cpp").write_text('#include "kernel/bus/bus.hpp"\n#include "tests/driver/guest/catch.hpp"\n'
                                           'TEST_CASE("the bus is fast") { CHECK(kernel::bus_speed() == 43); }\n')
        status, said = shell("make", "-C", str(self.folder), "-f", "tests/kit/host/host.mk", "OUT=build/unit", "run-layer")
        self.assertEqual(status, 0, said)
        self.assertIn("1 assertion in 1 test case", said)
        self.spoil("kmod/kernel/bus/fake.cpp", "speed + 1", "speed")
        status, said = shell("make", "-C", str(self.folder), "-f", "tests/kit/host/host.mk", "OUT=build/unit", "run-layer")
        self.assertNotEqual(status, 0)
        self.assertIn("42 == 43", said)

    def test_a_facility_is_in_the_selftest(self) -> None:
        self.facility("kmod/kernel/bus", "USB")
        self.few_selftests()
        (self.folder / "kmod/kernel/bus/kernel_test.hpp").write_text(
            '#include "kernel/bus/bus.hpp"\n#include "tests/kit/selftest/ktap.hpp"\nnamespace selftest { namespace {\n'
            'inline Outcome bus_is_fast() { EXPECT(bus_speed() == 42); return {}; }\n'
            'constexpr Test bus_tests[] = {{"bus: it is fast", bus_is_fast}};\n} }\n')
        status, said = self.make("modules", "MODULES=rusty_selftest")
        self.assertEqual(status, 0, said)
        self.assertIn("bus: it is fast", shell("strings", str(self.folder / "rusty_selftest.ko"))[1])

    def test_the_reference_has_every_facility(self) -> None:
        self.facility("kmod/kernel/bus", "USB")
        for file in ("docs/reference", "tests/harness/prepare.sh"):
            (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
            shell("cp", "-r", str(TREE / file), str(self.folder / file))
        status, said = shell("make", "-C", str(self.folder), "reference")
        self.assertEqual(status, 0, said)
        pages = self.folder / "build/reference/html"
        # (Doxygen doubles each underscore of a name.)
        groups = {page.stem[len("group__"):].replace("__", "_") for page in pages.glob("group__*.html")}
        self.assertEqual(groups, {folder.name for folder in (self.folder / "kmod/kernel").iterdir() if folder.is_dir()})
        page = (pages / "group__bus.html").read_text()
        self.assertIn("The bus, which stops everywhere.", page)
        self.assertIn("How many stops the bus makes in a minute.", page)
        self.spoil("kmod/kernel/bus/bus.hpp", "/// How many", "/// @nosuchcommand How many")
        status, said = shell("make", "-C", str(self.folder), "reference")
        self.assertNotEqual(status, 0, "the reference accepts an error in a comment")
        self.assertIn("unknown command '@nosuchcommand'", said)

    def test_a_driver_brings_its_own(self) -> None:
        self.facility("kmod/samples/kernel/bus", "USB")
        status, said = self.make("modules", "MODULES=cpp_out_of_tree")
        self.assertEqual(status, 0, said)
        self.assertIn("shim_bus_speed", self.shims("kmod/samples/cpp_out_of_tree")[0])

    def test_modinfo_shows_the_declarations_of_included_facilities(self) -> None:
        declarations = self.folder / "kmod/samples/cpp_out_of_tree.module.h"
        declarations.write_text(declarations.read_text() + 'ALIAS("devname:oops")\nFIRMWARE("oops/one.bin")\nFIRMWARE("oops/two.bin")\n')
        status, said = self.make("modules", "MODULES=cpp_out_of_tree")
        self.assertNotEqual(status, 0)
        self.assertIn('FIRMWARE belongs to a facility that kmod/samples/cpp_out_of_tree.cpp does not include: '
                      'add #include "kernel/firmware/firmware.hpp"', said)
        self.spoil("kmod/samples/cpp_out_of_tree.cpp", '#include "kernel/lock/mutex.hpp"\n',
                   '#include "kernel/firmware/firmware.hpp"\n#include "kernel/lock/mutex.hpp"\n')
        status, said = self.make("modules", "MODULES=cpp_out_of_tree")
        self.assertEqual(status, 0, said)
        shown = shell("readelf", "-p", ".modinfo", str(self.folder / "cpp_out_of_tree.ko"))[1]
        for line in ("alias=devname:oops", "firmware=oops/one.bin", "firmware=oops/two.bin"):
            self.assertIn(line, shown)

    def test_a_kernel_without_it_stops_with_a_message(self) -> None:
        self.facility("kmod/kernel/bus", "NO_SUCH_BUS")
        status, said = self.make("modules", "MODULES=cpp_out_of_tree")
        self.assertNotEqual(status, 0)
        self.assertIn("cxx: this kernel is built without CONFIG_NO_SUCH_BUS, which this module needs to talk to the bus", said)
        status, said = self.make("modules", "MODULES=rusty")
        self.assertEqual(status, 0, said)

    def test_the_selftest_skips_a_facility_that_the_kernel_lacks(self) -> None:
        self.facility("kmod/kernel/bus", "NO_SUCH_BUS")
        self.few_selftests()
        (self.folder / "kmod/kernel/bus/kernel_test.hpp").write_text('#include "kernel/bus/bus.hpp"\n')
        status, said = self.make("modules", "MODULES=rusty_selftest")
        self.assertEqual(status, 0, said)
        self.assertIn("this kernel is built without CONFIG_NO_SUCH_BUS", shell("strings", str(self.folder / "rusty_selftest.ko"))[1])


if __name__ == "__main__":
    unittest.main(verbosity=1)
