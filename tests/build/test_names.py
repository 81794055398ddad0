# SPDX-License-Identifier: MIT
"""The names that functions of a module have in traces: what names.awk makes of those of C++."""

import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Dict

AWK = Path(__file__).resolve().parents[2] / "kmod/build/names.awk"
INSIDE = "namespace kernel { namespace { template <typename T, auto f> struct Timer { [[gnu::noinline]] static int tick(T &t) { return (t.*f)(); } }; } }\n" \
         "namespace lamp { namespace { struct Lamp { int level; [[gnu::noinline]] int poll() { return level; } }; struct Bell : Lamp {}; } }\n" \
         "int all(void *p) { using namespace lamp; return kernel::Timer<Lamp, &Lamp::poll>::tick(*(Lamp *)p) + kernel::Timer<Bell, &Lamp::poll>::tick(*(Bell *)p) " \
         "+ ((Lamp *)p)->poll(); }\n"
NAMES = {
    "_ZN5rusty12_GLOBAL__N_15State8exchangeEx": "rusty.State.exchange",
    "_ZN5rusty12_GLOBAL__N_1L9ioctl_addEN6kernel12_GLOBAL__N_14FileEm": "rusty.ioctl_add",
    "_ZNK5rusty12_GLOBAL__N_16Number8snapshotEv.isra.0": "rusty.Number.snapshot.isra.0",
    "_ZN4ring12_GLOBAL__N_16ModuleD2Ev": "ring.Module.destructor",
    "_ZN6kernel12_GLOBAL__N_111FileEntriesINS0_8MiscHostIN5rusty12_GLOBAL__N_16DeviceELNS0_8LifetimeE1EEEE7releaseEP5inodeP4file":
        "kernel.FileEntries.release.Device",
    "_ZN6kernel12_GLOBAL__N_17HrTimerIXadL_ZN4ring12_GLOBAL__N_14Ring4tickEvEEE5entryEP7hrtimer": "kernel.HrTimer.entry.Ring.tick",
    "_ZN6kernel12_GLOBAL__N_110TextWriter11append_listITkNS0_7IntegerEiEEvNS0_4SpanIKT_EENS0_4TextE": "kernel.TextWriter.append_list",
}
# An operator, a name that others may see, one of C, one that is called, one that this does not understand.
KEPT = ("_ZN6kernel12_GLOBAL__N_1miENS0_7JiffiesES1_", "_ZN5rusty5StateEv", "entry_init", "_ZN5rusty12_GLOBAL__N_13fooIQ9unheardofEEvv")


def renamed(names: str) -> Dict[str, str]:
    said = subprocess.run(["awk", "-f", AWK], input=names, stdout=subprocess.PIPE, check=True, universal_newlines=True)
    return dict(line.split() for line in said.stdout.splitlines())


class Names(unittest.TestCase):
    def test_what_is_kept_of_a_name(self) -> None:
        for long, short in NAMES.items():
            self.assertEqual(renamed(f"0000000000000010 t {long}\n"), {long: short})

    def test_others_keep_theirs(self) -> None:
        self.assertEqual(renamed("".join(f"0000000000000010 t {name}\n" for name in KEPT)), {})
        self.assertEqual(renamed("".join(f"0000000000000010 {kind} {name}\n" for name in NAMES for kind in "TWB")), {})

    def test_no_two_are_alike(self) -> None:
        alike = [f"_ZN5rusty12_GLOBAL__N_13addE{kind}" for kind in "ijx"]
        self.assertEqual(sorted(renamed("".join(f"10 t {name}\n" for name in alike)).values()), ["rusty.add", "rusty.add.2", "rusty.add.3"])

    def test_the_hash_before_a_function_is_named_after_it(self) -> None:
        name = "_ZN5rusty12_GLOBAL__N_13addEi"
        self.assertEqual(renamed(f"10 t __cfi_{name}\n20 t {name}\n30 t __cfi_other\n"), {name: "rusty.add", f"__cfi_{name}": "__cfi_rusty.add"})

    def test_what_the_compilers_of_this_machine_make(self) -> None:
        compilers = [compiler for compiler in ("g++", "clang++") if shutil.which(compiler)]
        self.assertTrue(compilers)
        for compiler in compilers:
            with self.subTest(compiler), tempfile.TemporaryDirectory() as folder:
                source, made, list_of = Path(folder, "x.cpp"), Path(folder, "x.o"), Path(folder, "names")
                source.write_text(INSIDE)
                subprocess.run([compiler, "-std=c++20", "-O1", "-c", "-o", made, source], check=True)
                names = renamed(subprocess.run(["nm", made], stdout=subprocess.PIPE, check=True, universal_newlines=True).stdout)
                list_of.write_text("".join(f"{long} {short}\n" for long, short in names.items()))
                subprocess.run(["objcopy", f"--redefine-syms={list_of}", made], check=True)
                after = subprocess.run(["nm", made], stdout=subprocess.PIPE, check=True, universal_newlines=True).stdout.split()
                for name in ("lamp.Lamp.poll", "kernel.Timer.tick.Lamp", "kernel.Timer.tick.Bell"):
                    self.assertIn(name, after)


if __name__ == "__main__":
    unittest.main()
