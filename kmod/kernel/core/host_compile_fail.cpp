// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/core/checked.hpp"
#include "kernel/core/span.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

[[maybe_unused]] int global;
[[maybe_unused]] Result<void> work()
{
	return {};
}
[[maybe_unused]] Result<int> make()
{
	return 1;
}
[[maybe_unused]] Result<int &> find()
{
	return global;
}
[[maybe_unused]] Errno fail()
{
	return Errno(1);
}

[[maybe_unused]] void results()
{
	(void)work();
	work(); // FAULT: ignoring (return value|returned value of type).*nodiscard
	make(); // FAULT: ignoring (return value|returned value of type).*nodiscard
	find(); // FAULT: ignoring (return value|returned value of type).*nodiscard
	fail(); // FAULT: ignoring (return value|returned value of type).*nodiscard
	Result<void>::from_kernel(0); // FAULT: ignoring (return value|returned value of type).*nodiscard
	int plain = make(); // FAULT: (cannot convert|no viable conversion)
	bool asked = make(); // FAULT: (cannot convert|no viable conversion)
	int sum = make().value() + fail(); // FAULT: (no match for|invalid operands)
}

[[maybe_unused]] Result<void> tried()
{
	auto value = TRY(make());
	(void)value;
	auto copy_of_other = TRY(find()); // FAULT: TRY would copy what this refers to
	auto nothing = TRY(work()); // FAULT: void
	return {};
}
[[maybe_unused]] void cannot_try()
{
	(void)make().ok();
	(void)TRY(make()); // FAULT: (return-statement|return type|should not return)
}

[[maybe_unused]] void arithmetic()
{
	(void)checked_add(1, 2);
	(void)checked_add(1.0, 2.0); // FAULT: (constraint|Integer)
	(void)checked_cast<bool>(2); // FAULT: (constraint|Integer)
	checked_add(1, 2); // FAULT: ignoring
	Span<int>(nullptr, 0)[0]; // FAULT: (no match for|does not provide a subscript)
}

} // namespace
