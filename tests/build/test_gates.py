# SPDX-License-Identifier: MIT
"""The reasons for which gates.sh refuses an object, each with its message; no kernel. (Mistakes in drivers: test_mistakes.py.)"""

import re
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Tuple

BUILD = Path(__file__).resolve().parents[2] / "kmod/build"
FUNCTION = ".text\n.globl f\n.type f, @function\nf: ret\n"
# (The content of the object besides a function, as assembly, or the symbol that it calls; and the message.)
REFUSED = {
    "_Znwm": "new of the language (_Znwm): .*Box<T>::make",
    "_ZdlPvm": "delete of the language (_ZdlPvm): .*Box<T>",
    "_ZTV5Shape": "virtual functions or type information (vtable for Shape)",
    "__cxa_atexit": "a global object is made when the module starts",
    "__cxa_guard_acquire": "a static local that is made when it is first met: ",
    "_Unwind_Resume": "C++'s own (_Unwind_Resume)",
    "__muldf3": "floating point (it calls __muldf3)",
    "__udivdi3": "it calls __udivdi3 of libgcc",
    "__clzdi2": "this calls __clzdi2 of libgcc",
    "__atomic_load_8": "an atomic operation that this machine has not (it calls __atomic_load_8 ",
    ".data\n_ZTV5Shape: .quad f\n": "virtual functions or type information (vtable for Shape)",
    ".data\n_ZGVZ1fvE5first: .quad 0\n": "a static local that is made when it is first met, f()::first: ",
    '.section .init_array,"aw"\n.quad f\n': "a global object is made when the module starts",
    '.section .text.g,"axG",@progbits,_Z1gi,comdat\n.weak _Z1gi\n_Z1gi: ret\n': "g(int) is inline or of a template and has external linkage",
    '.section .data\n_ZZ1fIiEvT_E17kernel_debug_site: .quad f\n': "pr_debug in a template, ",
}
# The kernel's configuration, and what is missing from a module for it.
MISSED = {
    "UNWINDER_ORC": "has no .orc_unwind: objtool has not seen it",
    "RETHUNK": "does not return through __x86_return_thunk: the kernel's flags were lost",
    "MITIGATION_RETHUNK": "has no .return_sites: objtool has not seen it",
    "KASAN_GENERIC": "calls no __asan_ function: KASAN's flags were lost",
    "KCSAN": "calls no __tsan_ function: KCSAN's flags were lost",
}


class Gates(unittest.TestCase):
    def gate(self, assembly: str, configuration: str = "", name: str = "module.o") -> Tuple[int, str]:
        with tempfile.TemporaryDirectory() as place:
            target, config = Path(place, name), Path(place, "auto.conf")
            config.write_text(f"CONFIG_MODULES=y\nCONFIG_{configuration or 'SMP'}=y\n")
            subprocess.run(["gcc", "-x", "assembler", "-c", "-", "-o", target], input=FUNCTION + assembly, text=True, check=True)
            done = subprocess.run(["sh", BUILD / "gates.sh", "readelf", config, target], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
            return done.returncode, done.stdout

    def test_a_correct_object_passes(self) -> None:
        self.assertEqual(self.gate('.section __dyndbg,"aw"\n_ZZ1fvE17kernel_debug_site: .quad f\n'), (0, ""))
        whole = 'call __x86_return_thunk\n.section .return_sites,"a"\n.quad 0\n'
        self.assertEqual(self.gate(whole, "RETHUNK"), (0, ""))
        self.assertEqual(self.gate('call __asan_load8\n', "KASAN_GENERIC"), (0, ""))

    def test_each_reason_has_a_message(self) -> None:
        for what, sentence in REFUSED.items():
            with self.subTest(what):
                status, said = self.gate(what if "\n" in what else f"call {what}\n")
                self.assertEqual((status, len(said.splitlines())), (1, 1), said)
                pattern = ".*".join(re.escape(part) for part in sentence.split(".*"))
                self.assertRegex(said, rf"^cxx: \S+/module\.o: .*{pattern}")

    def test_what_the_kernels_configuration_requires(self) -> None:
        for configuration, sentence in MISSED.items():
            with self.subTest(configuration):
                status, said = self.gate("", configuration)
                self.assertEqual(status, 1)
                self.assertIn(sentence, said)

    def test_two_sections_of_one_name(self) -> None:
        twice = '.section .once,"a",@progbits\n.quad 0\n.section .once,"a",@progbits,unique,1\n.quad 0\n'
        self.assertEqual(self.gate(twice)[0], 0)
        self.assertIn("has more than one section called .once", self.gate(twice, name="module.ko")[1])

    def test_a_file_that_is_no_object(self) -> None:
        done = subprocess.run(["sh", BUILD / "gates.sh", "readelf", "/dev/null", "/dev/null"], stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("readelf cannot read it", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
