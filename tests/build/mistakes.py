# SPDX-License-Identifier: MIT
"""A correct driver, and mistakes, each a small change of it, with the message that it must cause: the table of test_mistakes.py."""

import re
from typing import Dict, NamedTuple, Sequence, Tuple

DECLARATIONS = """KERNEL_MODULE(oops::Module, "GPL", "me", "oops", "1")
PARAMETER(times, "int", 0444, "how often")
"""
# The correct driver; a mistake replaces one of the comments, or some words.
DRIVER = """#include "kernel/lock/mutex.hpp"
#include "kernel/log/log.hpp"
#include "kernel/memory/vec.hpp"
#include "kernel/misc/misc_device.hpp"
#include "kernel/param/parameter.hpp"
// INCLUDE
namespace parameters
{
namespace
{
constinit kernel::Parameter<int> times{1};
// PARAMETERS
}
}
// OUTSIDE
namespace oops
{
namespace
{
using namespace kernel;
constinit LockClass count_class{"count"};
// INSIDE
class Device
{
public:
	using Operations = FileOperations<operation::read>;
	Result<size_t> read(UserWriter to)
	{
		auto count = count_.lock();
		*count += 1;
		pr_info("read {}", *count);
		// STATEMENT
		return to.size();
	}
	void done() { ++done_; }
	// MEMBER
private:
	Mutex<int> count_{count_class, 0};
	int done_ = 0;
};
class Module
{
public:
	static Result<Box<Module>> create()
	{
		auto module = TRY(Box<Module>::make(Gfp::kernel));
		TRY(module->device_.register_device(0444));
		return module;
	}
private:
	MiscDevice<Device, Lifetime::module> device_{"oops"};
};
}
}
"""
FILES = {"oops.cpp": DRIVER, "oops.module.h": DECLARATIONS}


class Mistake(NamedTuple):
    """Comments of the driver that code replaces, words that other words replace, and files that are added. HERE marks the line that the
    message must name; without one the place is a file."""
    sentence: str
    code: Dict[str, str] = {}
    words: Sequence[Tuple[str, str, str]] = ()
    files: Dict[str, str] = {}
    place: str = ""
    missing: str = ""

    def sources(self) -> Dict[str, str]:
        files = dict(FILES)
        for where, code in self.code.items():
            assert f"// {where}\n" in DRIVER, where
            files["oops.cpp"] = files["oops.cpp"].replace(f"// {where}\n", code + "\n")
        for name, old, new in self.words:
            assert old in files[name], old
            files[name] = files[name].replace(old, new, 1)
        files.pop(self.missing, None)
        return {**files, **self.files}

    def expected(self) -> str:
        places = [f"kmod/oops/{name}:{number}" for name, text in self.sources().items()
                  for number, line in enumerate(text.splitlines(), 1) if "HERE" in line]
        assert len(places) == (0 if self.place else 1), (places, self)
        return rf"(?m)^cxx: (?:\S*/)?{re.escape(self.place or places[0])}: (?:{self.sentence})"


READ = "Result<size_t> read(UserWriter to)"
MODULE = "oops.module.h"
COMPILED = {
    "new": Mistake(r"`new` of the language.*Box<T>::make", {"STATEMENT": "int *made = new int(1); pr_info(\"{}\", made); // HERE"}),
    "new[]": Mistake(r"`new` of the language.*Vec<T>", {"STATEMENT": "int *made = new int[*count]; pr_info(\"{}\", made); // HERE"}),
    "delete": Mistake(r"`delete` of the language.*Box<T>", {"MEMBER": "void drop(int *made)\n{\ndelete made; // HERE\n}",
                                                           "STATEMENT": "drop(nullptr); drop(&done_);"}),
    "virtual": Mistake(r"`virtual`: .*template", {"INSIDE": "struct Shape { virtual int area() { return 1; } }; // HERE"}),
    "throw": Mistake(r"`throw`: .*Result<T>", {"STATEMENT": "if (*count == 7) throw 1; // HERE"}),
    "try": Mistake(r"`try`: .*Result<T>", {"STATEMENT": "try { done(); } // HERE"}),
    "dynamic_cast": Mistake(r"`dynamic_cast`: .*enum class", {"STATEMENT": "dynamic_cast<Device *>(this)->done(); // HERE"}),
    "thread_local": Mistake(r"`thread_local`: ", {"INSIDE": "thread_local int mine; // HERE"}),
    "double": Mistake(r"`double`: floating point: .*integers", {"STATEMENT": "const double half = 2.5; // HERE"}),
    "a standard header": Mistake(r"<vector> is a header of the standard library.*kernel/memory/vec.hpp", {"INCLUDE": "#include <vector> // HERE"}),
    "an unknown standard header": Mistake(r"<chrono> is a header of the standard library", {"INCLUDE": "#include <chrono> // HERE"}),
    "a kernel header": Mistake(r"<linux/slab.h> is a header of the kernel.*kernel/memory/box.hpp", {"INCLUDE": "#include <linux/slab.h> // HERE"}),
    "a facility that is not there": Mistake(r"there is no \"kernel/locks/lock.hpp\"", {"INCLUDE": '#include "kernel/locks/lock.hpp" // HERE'}),
    "a standard name": Mistake(r"std::vector: a kernel has no standard library: .*kernel/memory/vec.hpp|std::: a kernel",
                               {"STATEMENT": "std::vector<int> numbers; // HERE"}),
    "an ignored error": Mistake(r"an error would be ignored: .*TRY", {"STATEMENT": "Vec<int>().push(1, Gfp::kernel); // HERE"}),
    "an ignored answer": Mistake(r"a result is ignored: TRY\(\.\.\.\) it, or look at it",
                                 {"INCLUDE": '#include "kernel/atomic/atomic.hpp"', "INSIDE": "Atomic<int> users{1};", "STATEMENT": "users.dec_and_test(); // HERE"}),
    "an ignored guard": Mistake(r"a guard that has no name", {"MEMBER": "void lock_it()\n{\ncount_.lock(); // HERE\n}"}),
    "data of a temporary guard": Mistake(r"a guard without a name ends with its expression.*with\(",
                                         {"MEMBER": "int now()\n{\nint &kept = *count_.lock(); // HERE\nreturn kept;\n}"}),
    "a member of a temporary guard": Mistake(r"a guard without a name ends with its expression.*with\(",
                                             {"INSIDE": "struct Pair { int a; int b; };",
                                              "MEMBER": "Mutex<Pair> pair_{count_class};\nint now() { return pair_.lock()->a; } // HERE"}),
    "TRY in a void function": Mistake(r"TRY in a function that cannot return its error: .*Result<void>",
                                      {"MEMBER": "void work()\n{\nTRY(Vec<int>().push(1, Gfp::kernel)); // HERE\n}"}),
    "TRY in a function of numbers": Mistake(r"TRY in a function that returns no Result",
                                            {"MEMBER": "int work()\n{\nTRY(Vec<int>().push(1, Gfp::kernel)); // HERE\nreturn 1;\n}"}),
    "TRY in a lambda of numbers": Mistake(r"TRY in a function that returns no Result.*a lambda: -> Result<T>",
                                          {"STATEMENT": "auto work = [&] { TRY(Vec<int>().push(1, Gfp::kernel)); return 1; }; // HERE\n*count += work();"}),
    "TRY of what is no Result": Mistake(r"TRY of what is no Result", {"STATEMENT": "TRY(to.size()); // HERE"}),
    "a table of PCI devices that is not there": Mistake(r"pci_ids::cards: no table .*PCI_IDS\(cards, .*kernel/pci/words\.h",
                                                        {"INCLUDE": '#include "kernel/pci/pci.hpp"',
                                                         "INSIDE": "constexpr PciIds cards = pci_ids::cards; // HERE"}),
    "a table of I2C chips that is not there": Mistake(r"i2c_ids::chips: no table .*I2C_IDS\(chips, .*kernel/i2c/words\.h",
                                                      {"INCLUDE": '#include "kernel/i2c/driver.hpp"',
                                                       "INSIDE": "constexpr I2cIds chips = i2c_ids::chips; // HERE"}),
    "an operation that is not listed": Mistake(r"`write` is a member of the device, but not in its Operations: list operation::write",
                                               {"MEMBER": "Result<size_t> write(UserReader from) { return from.size(); }"},
                                               [("oops.cpp", "TRY(module->device_.register_device(0444));",
                                                 "TRY(module->device_.register_device(0444)); // HERE")]),
    "an operation that is misspelt": Mistake(r"operation::read is in the device's Operations, but it has no member function `read`: write it",
                                             words=[("oops.cpp", READ, READ.replace("read", "raed")),
                                                    ("oops.cpp", "register_device(0444));", "register_device(0444)); // HERE")]),
    "a list that is misspelt": Mistake(r"there is no operation::raed: those are open, read",
                                       words=[("oops.cpp", "FileOperations<operation::read>;", "FileOperations<operation::raed>; // HERE")]),
    "an operation of another form": Mistake(r"the device's `read` takes a parameter that this operation does not have: it may take, in any order, Open &, File, UserWriter, Position",
                                            words=[("oops.cpp", READ, "Result<size_t> read(UserWriter to, int)"),
                                                   ("oops.cpp", "register_device(0444));", "register_device(0444)); // HERE")]),
    "an operation of another result": Mistake(r"the device's `read` must return Result<size_t>",
                                              words=[("oops.cpp", READ, "size_t read(UserWriter to)"),
                                                     ("oops.cpp", "register_device(0444));", "register_device(0444)); // HERE")]),
    "an operation that is private": Mistake(r"the device's `read` must be one public member function",
                                            words=[("oops.cpp", READ, "private: " + READ),
                                                   ("oops.cpp", "void done()", "public: void done()"),
                                                   ("oops.cpp", "register_device(0444));", "register_device(0444)); // HERE")]),
    "a type with padding": Mistake(r"a type with padding .*crosses to user space.*__u32 reserved",
                                   {"INSIDE": "struct Padded { u8 small; u32 large; };",
                                    "STATEMENT": "TRY(UserOut<Padded>(0).store(Padded{1, 2})); // HERE"}),
    "an address for user space": Mistake(r"an address or a view crosses to user space",
                                         {"STATEMENT": "const Device *self = this;\nTRY(UserOut<const Device *>(0).store(self)); // HERE"}),
    "a value with padding": Mistake(r"a type with padding .*crosses to user space.*__u32 reserved",
                                    {"INSIDE": "struct Padded { u8 small; u32 large; };", "STATEMENT": "TRY(to.write(Padded{1, 2})); // HERE"}),
    "a format without its argument": Mistake(r"the format has another number of \{\}", {"STATEMENT": 'pr_info("{} of {}", 1); // HERE'}),
    "a format with a lonely brace": Mistake(r"the format has a brace that is not a pair: write \{\}", {"STATEMENT": 'pr_info("{0}", 1); // HERE'}),
    "TRY outside of a function": Mistake(r"TRY stands outside of a function.*create\(\)",
                                         {"INSIDE": "Result<int> seven() { return 7; }\nint number = TRY(seven()); // HERE"}),
    "a parameter without a description": Mistake(r"PARAMETER has other arguments than these: PARAMETER\(name, type, mode, description\)",
                                                 words=[(MODULE, '0444, "how often")', '0444) // HERE')]),
    "a module's class that is not there": Mistake(r"KERNEL_MODULE names a class that oops.cpp does not have",
                                                  words=[(MODULE, "oops::Module", "oops::Modul"), (MODULE, '"1")', '"1") // HERE')]),
    "a module's class without create": Mistake(r"the module's class, oops::Module, has no public create\(\)",
                                               words=[("oops.cpp", "create()", "make()"), (MODULE, '"1")', '"1") // HERE')]),
    "a module without a version": Mistake(r"KERNEL_MODULE has other arguments than these: KERNEL_MODULE\(class, license",
                                          words=[(MODULE, '"oops", "1")', '"oops") // HERE')]),
    "a parameter that is not defined": Mistake(r"PARAMETER\(often, \.\.\.\) is declared, but .*constinit kernel::Parameter<int> often\{0\}",
                                               words=[(MODULE, "PARAMETER(times", 'PARAMETER(often, "int", 0, "x") // HERE\nPARAMETER(times')]),
    "a parameter of another type": Mistake(r"PARAMETER\(times, uint, \.\.\.\): parameters::times is of another type",
                                           words=[(MODULE, 'PARAMETER(times, "int", 0444, "how often")',
                                                   'PARAMETER(times, "uint", 0444, "how often") // HERE')]),
    "an exported function of C++": Mistake(r"a function that other modules call has C's linkage: include NAME.exports.h",
                                           {"INCLUDE": '#include "kernel/export/exports.hpp"', "OUTSIDE": "int oops_count() { return 1; }"},
                                           files={"oops.exports.h": "EXPORTED(int, oops_count, void)\n"}, place="kmod/oops/oops.exports.h:1"),
}
SCANNED = {
    "a table of PCI devices without PCI": Mistake(r"PCI_IDS belongs to a facility .*kernel/pci/pci_driver\.hpp", words=[
        (MODULE, 'PARAMETER(', 'PCI_IDS(cards, {PCI_DEVICE(1, 2)}) // HERE\nPARAMETER(')]),
    "a table that no driver has": Mistake(r"I2C_IDS\(chips, \.\.\.\): no driver has this table.*give i2c_ids::chips to the driver",
                                          {"INCLUDE": '#include "kernel/i2c/driver.hpp"', "INSIDE": "constexpr I2cIds used = i2c_ids::chips2;"},
                                          [(MODULE, 'PARAMETER(', 'I2C_IDS(chips2, {"a"})\nI2C_IDS(chips, {"b"}) // HERE\nPARAMETER(')]),
    "no file of declarations": Mistake(r"it is missing, and says what modinfo shows: write it, with KERNEL_MODULE\(class",
                                       missing=MODULE, place="kmod/oops/oops.module.h"),
    "no C++ file": Mistake(r"it is missing, and is the module's C\+\+ file: write it", missing="oops.cpp", place="kmod/oops/oops.cpp"),
    "no KERNEL_MODULE": Mistake(r"KERNEL_MODULE is missing: add KERNEL_MODULE\(class", words=[(MODULE, DECLARATIONS, '/* HERE */\n' + DECLARATIONS.splitlines()[1] + "\n")]),
    "a second C++ file": Mistake(r"a second C\+\+ file, which is not part of any module.*name it kmod/oops/more.hpp", files={"more.cpp": "int more;\n"}, place="kmod/oops/more.cpp"),
    "a word without its facility": Mistake(r"PARAMETER belongs to a facility that .* does not include: add #include \"kernel/param/parameter.hpp\"",
                                           words=[("oops.cpp", '#include "kernel/param/parameter.hpp"\n', ""),
                                                  ("oops.cpp", "constinit kernel::Parameter<int> times{1};\n", ""),
                                                  (MODULE, '"how often")', '"how often") // HERE')]),
    "a word that there is not": Mistake(r"PARAMETRE is no word that a facility of the layer knows", words=[(MODULE, 'PARAMETER(times, "int", 0444, "how often")', 'PARAMETRE(times, "int", 0444, "x") // HERE')]),
    "tracepoints without trace.hpp": Mistake(r"it declares tracepoints, but kmod/oops/oops.cpp does not include \"kernel/trace/trace.hpp\"",
                                             files={"oops.events.h": "TRACE_EVENT(one, TP_PROTO(int number), TP_ARGS(number))\n"}, place="kmod/oops/oops.events.h"),
    "exports without exports.hpp": Mistake(r"it says what the module exports, but kmod/oops/oops.cpp does not include \"kernel/export/exports.hpp\"",
                                           files={"oops.exports.h": "EXPORTED(int, oops_count, void)\n"}, place="kmod/oops/oops.exports.h"),
    "a parameter that is not declared": Mistake(r"parameters::often has no PARAMETER.*add PARAMETER\(often", {"PARAMETERS": "constinit kernel::Parameter<int> often{1}; // HERE"}),
    "a negative errno": Mistake(r"a negative errno is a number like any other to a Result: write return Errno\(EINVAL\)", {"STATEMENT": "if (times_zero()) return -EINVAL; // HERE", "INSIDE": "static bool times_zero() { return false; }"}),
    "two guards of one lock": Mistake(r"two guards of one lock: count_ is held already, by count of line \d+.*use count",
                                      {"STATEMENT": "auto again = count_.lock(); // HERE"}),
    "a guard, and with()": Mistake(r"two guards of one lock: count_ is held already", {"STATEMENT": "pr_info(\"{}\", count_.with([](int now) { return now; })); // HERE"}),
    "a guard in TRY alone": Mistake(r"a guard that has no name lets its lock go at once: write `auto held = TRY\(count_\.lock_interruptible\(\)\);`",
                                    {"MEMBER": "Result<void> lock_it()\n{\nTRY(count_.lock_interruptible()); // HERE\nreturn {};\n}"}),
    "the parameters' lock twice": Mistake(r"two guards of one lock: the parameters' lock .*value\(lock\)",
                                          {"STATEMENT": "ParameterLock lock;\n*count += parameters::times.value(); // HERE"}),
}
GATED = {
    "a static local": Mistake(r"a static local that is made when it is first met.*static constinit", {"STATEMENT": "static int first = shim_signal_pending(); // HERE\n*count += first;"},
                              words=[("oops.cpp", "// INCLUDE\n", '#include "kernel/wait/wait.hpp"\n')]),
    "a global constructor": Mistake(r"a global object is made when the module starts.*constinit",
                                    {"OUTSIDE": "struct Early { Early(); int a; };\nEarly::Early() : a(shim_signal_pending()) {}\nEarly early; // HERE"},
                                    words=[("oops.cpp", "// INCLUDE\n", '#include "kernel/wait/wait.hpp"\n')]),
    "a global destructor": Mistake(r"a global object is made when the module starts or destroyed.*constinit",
                                   {"INSIDE": "struct Late { int a = 1; constexpr Late() = default; ~Late() { pr_info(\"late\"); } };\nconstinit Late late; // HERE",
                                    "STATEMENT": "*count += late.a;"}),
    "floating point without its words": Mistake(r"floating point", {"MEMBER": "void scale()\n{\ndone_ = 1.5 * done_; // HERE\n}", "STATEMENT": "scale();"}),
    "an external inline function": Mistake(r"shared\(int\) is inline or of a template and has external linkage.*unnamed namespace",
                                           {"OUTSIDE": "[[gnu::noinline]] inline int shared(int a) // HERE\n{\nasm(\"\");\nreturn a;\n}",
                                            "STATEMENT": "*count += shared(1);"}),
    "an external class": Mistake(r"Outside::work\(int\) is inline or of a template and has external linkage.*unnamed namespace",
                                 {"OUTSIDE": "struct Outside {\n[[gnu::noinline, gnu::used]] int work(int a) // HERE\n{\nasm(\"\");\nreturn a;\n}\n};",
                                  "STATEMENT": "*count += Outside().work(1);"}),
    "an external variable of a template": Mistake(r"counter<int> is inline or of a template and has external linkage.*unnamed namespace",
                                                  {"OUTSIDE": "template <typename T>\nint counter = 1; // HERE", "STATEMENT": "*count += ++counter<int>;"}),
    "a division of 128 bits": Mistake(r"a division that this machine has not \(it calls __u?divti3 of libgcc.*kernel/math/div.hpp",
                                      {"MEMBER": "void halve(__int128 by)\n{\ndone_ = static_cast<int>(done_ / by); // HERE\n}", "STATEMENT": "halve(to.size());"}),
    "a helper of libgcc": Mistake(r"this calls __popcountdi2 of libgcc, which no kernel has",
                                  {"STATEMENT": "*count += __builtin_popcountll(to.size()); // HERE"}),
    "an atomic operation of a library": Mistake(r"an atomic operation that this machine has not \(it calls __atomic_load(_16)? of.*kernel/atomic/atomic.hpp",
                                                {"INSIDE": "unsigned __int128 wide;",
                                                 "STATEMENT": "*count += static_cast<int>(__atomic_load_n(&wide, __ATOMIC_SEQ_CST)); // HERE"}),
    "the run-time library": Mistake(r"this needs a library that no kernel has, C\+\+'s own \(__cxa_demangle\)",
                                    {"OUTSIDE": "extern \"C\" void __cxa_demangle();", "MEMBER": "void name()\n{\n__cxa_demangle(); // HERE\n}",
                                     "STATEMENT": "name();"}),
    "pr_debug in a template": Mistake(r"pr_debug in a template, .*chatter.*no template",
                                      {"INSIDE": "template <typename T>\n[[gnu::noinline]] void chatter(T a) { pr_debug(\"a {}\", a); } // HERE",
                                       "STATEMENT": "chatter(*count);"}),
}
