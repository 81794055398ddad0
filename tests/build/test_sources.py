# SPDX-License-Identifier: MIT
"""The checks of a driver's sources before they are compiled (sources.awk): they find each mistake, and nothing in correct code."""

import re
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import List

BUILD = Path(__file__).resolve().parents[2] / "kmod/build"
# (WRONG marks each line that must be reported.)
LOCKS = """
struct Wrong {
	void twice() { auto a = x.lock(); auto b = x.lock(); } // WRONG
	void of_this() { auto a = this->x_.lock(); if (c) { auto b = x_.lock_irqsave(); } } // WRONG
	Result<void> tried() { const auto a = TRY(p->x.lock_interruptible()); return p->x.with([](auto &d) { return d; }); } // WRONG
	Result<void> named() { const auto a = n::x.lock(); TRY(f(n::x.lock())); } // WRONG
	void in_a_loop()
	{
		auto a = x_.lock();
		for (int i = 0; i < 3; i++) {
			if (i == 3) [[unlikely]] {
				auto b = x_.lock(); // WRONG
			}
		}
	}
	Result<void> forgotten() { TRY(x.try_lock()); return {}; } // WRONG
	Result<void> lost()
	{
		TRY(x.lock_interruptible()); // WRONG
		return {};
	}
	void softirqs() { auto a = x.lock_bh(); auto b = x.lock(); } // WRONG
	void reader_twice() { const auto a = x.read_lock(); auto b = x.read_lock_bh(); } // WRONG
	void reader_and_writer() { auto a = x.read_lock_irqsave(); x.with_write([](auto &d) { d = 1; }); } // WRONG
	void writer_and_reader() { auto a = x.write_lock_bh(); return x.with_read([](auto &d) { return d; }); } // WRONG
	Result<void> tried_to_read() { auto a = TRY(x.try_read_lock()); auto b = x.write_lock_irqsave(); } // WRONG
	Result<void> forgotten_writer()
	{
		TRY(x.try_write_lock()); // WRONG
		return {};
	}
	void parameter() { ParameterLock lock; int i = parameters::times.value(); } // WRONG
	void parameters() { kernel::ParameterLock lock; { ParameterLock again; } } // WRONG
};
struct Right {
	void one_after_the_other() { { auto a = x.lock(); } auto b = x.lock(); }
	void two_locks() { auto a = x.lock(); auto b = y.lock(); }
	void two_of_many() { auto a = x[1].lock(); auto b = x[2].lock(); }
	void hand_over_hand() { auto a = p->lock(); p = p->next; auto b = p->lock(); }
	void by_reference() { auto a = p->lock(); advance(p); auto b = p->lock(); }
	void later() { auto a = x.lock(); auto task = [&] { auto b = x.lock(); }; }
	void given_away() { auto a = x.lock(); take(kernel::move(a)); auto b = x.lock(); }
	void another_of_this_name() { auto a = p.lock(); for (auto &p : all) { auto b = p.lock(); } }
	void called() { auto a = f().x.lock(); auto b = f().x.lock(); }
	void either()
	{
#if A
		auto a = x.lock();
#else
		auto a = x.lock();
#endif
	}
	void downgraded() { auto a = x.write_lock(); auto b = kernel::move(a).downgrade(); }
	void reader_later() { { auto a = x.write_lock(); } auto b = x.read_lock(); }
	void one_or_the_other() { if (c) { auto a = x.lock(); } else { auto a = x.lock(); } }
	void perhaps() { auto a = x.try_lock(); auto b = x.lock(); }
	void first() { auto a = x.lock(); } void second() { auto a = x.lock(); }
	void text() { auto s = "auto a = x.lock(); auto b = x.lock();"; } // auto a = x.lock(); auto b = x.lock();
	void raw() { auto s = R"(auto a = x.lock(); auto b = x.lock();)"; /* auto a = x.lock(); auto b = x.lock(); */ }
	void no_guard() { const bool ok = x.lock() == y; auto b = x.lock(); }
	void meant() { auto a = x.lock(); auto b = x.lock(); } // NOLINT
	int cases() { switch (c) { case 1: { auto a = x.lock(); break; } case 2: { auto a = x.lock(); return 1; } } auto a = x.lock(); }
	void parameter() { { ParameterLock lock; } int i = parameters::times.value(); }
	void parameter_with() { ParameterLock lock; int i = parameters::times.value(lock); }
};
"""
PARAMETERS = """
constinit kernel::Parameter<int> elsewhere{1};
namespace parameters
{
namespace
{
constinit kernel::Parameter<int> times{1};
constinit kernel::Parameter<int> often{1}; // WRONG
constinit rusty::StateParameter<rusty::number_now, rusty::set_number> number{2023};
constinit kernel::StringParameter<31> greeting{"hello"}; // WRONG
constinit Own own; // WRONG
constexpr int most = 3;
Result<void> check(const int &value) { constinit static int calls = 0; return {}; }
} // namespace
} // namespace parameters
"""
MEMBERS = """
class Wrong
{
	IrqReturn handle() { PciVectors local = f(); return g(); }
	Irq<&Wrong::handle> irq_{*this};
	Completion answered_;
	PciVectors vectors_; // WRONG
private:
	PciEnabled enabled_; // WRONG
};
struct Threaded { kernel::ThreadedIrq<&Threaded::work, &Threaded::look> irq; kernel::PciVectors vectors; }; // WRONG
struct Initialised {
	explicit Initialised(PciVectors &&vectors) : irq_(*this), vectors_(kernel::move(vectors)) {}
public: Irq<&Initialised::handle> irq_;
protected: PciVectors vectors_{f()}; // WRONG
};
struct Right {
	PciEnabled enabled_;
	struct Inner { Irq<&Inner::handle> irq_{*this}; } inner_;
	PciVectors vectors_;
	Irq<&Right::handle> first_{*this};
	Irq<&Right::other> second_{*this};
	PciVectors &vectors() { return vectors_; }
	PciEnabled *enabled = nullptr;
};
struct Meant {
	Irq<&Meant::handle> irq_{*this}; // NOLINT
	PciVectors vectors_;
};
struct After { PciVectors vectors_; };
"""


class Sources(unittest.TestCase):
    def refused(self, text: str, declared: str) -> List[int]:
        with tempfile.NamedTemporaryFile("w", suffix=".cpp") as source:
            source.write(text)
            source.flush()
            words = [word for name in ("sources", "locks", "parameters", "members") for word in ("-f", str(BUILD / f"{name}.awk"))]
            said = subprocess.run(["awk", "-v", f"declared={declared}", "-v", "declarations=x.module.h", *words, source.name],
                                  stdout=subprocess.PIPE, text=True, check=True).stdout
            self.assertEqual(len(said.splitlines()), len(re.findall(rf"(?m)^cxx: {re.escape(source.name)}:\d+: .*: .*", said)), said)
            return [int(number) for number in re.findall(r"(?m)\.cpp:(\d+): ", said)]

    def check(self, text: str, declared: str) -> None:
        self.assertEqual(self.refused(text, declared), [number for number, line in enumerate(text.splitlines(), 1) if "// WRONG" in line])

    def test_two_guards_of_one_lock(self) -> None:
        self.check(LOCKS, "?")

    def test_an_interrupt_declared_before_its_vectors(self) -> None:
        self.check(MEMBERS, "?")

    def test_objects_in_namespace_parameters(self) -> None:
        self.check(PARAMETERS, "number times")
        # If another file or a macro may declare parameters, nothing is reported.
        self.assertEqual(self.refused(PARAMETERS, "?"), [])


if __name__ == "__main__":
    unittest.main(verbosity=1)
