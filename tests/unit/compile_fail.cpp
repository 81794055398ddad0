// SPDX-License-Identifier: MIT
// What must not compile. Each line that ends with `FAULT: words` is one such line: compile_fail.sh compiles this file
// with that one alone (an error with these words is due) and once without any of them (no error is).
#include "kernel/lock.hpp"
#include "kernel/log.hpp"
#include "kernel/miscdevice.hpp"
#include "kernel/user.hpp"
#include "kernel/wait.hpp"
#include "uapi/rusty.h"

using namespace kernel;

namespace
{

struct Padded {
	u32 small;
	u64 large;
};
struct Packed {
	u64 large;
	u32 small;
	u32 reserved;
};
struct alignas(64) Wide {
	int number;
};
struct Owner : Pinned {
	int number = 0;
};

constinit LockClass test_class{"test"};

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
	work();				   // FAULT: ignoring (return value|returned value of type).*nodiscard
	make();				   // FAULT: ignoring (return value|returned value of type).*nodiscard
	find();				   // FAULT: ignoring (return value|returned value of type).*nodiscard
	fail();				   // FAULT: ignoring (return value|returned value of type).*nodiscard
	Result<void>::from_kernel(0);	   // FAULT: ignoring (return value|returned value of type).*nodiscard
	int plain = make();		   // FAULT: (cannot convert|no viable conversion)
	bool asked = make();		   // FAULT: (cannot convert|no viable conversion)
	int sum = make().value() + fail(); // FAULT: (no match for|invalid operands)
}

[[maybe_unused]] Result<void> tried()
{
	auto value = TRY(make());
	(void)value;
	auto copy_of_other = TRY(find()); // FAULT: TRY would copy what this refers to
	auto nothing = TRY(work());	  // FAULT: void
	return {};
}
[[maybe_unused]] void cannot_try()
{
	(void)make().ok();
	(void)TRY(make()); // FAULT: (return-statement|return type|should not return)
}

[[maybe_unused]] void log_lines()
{
	pr_info("{} and {}", 1, "two");
	pr_info("{} and {}", 1); // FAULT: format_has_another_number_of_braces_than_arguments
	pr_info("{}", 1, 2);	 // FAULT: format_has_another_number_of_braces_than_arguments
	pr_debug("none", 1);	 // FAULT: format_has_another_number_of_braces_than_arguments
	pr_info("{", 1);	 // FAULT: format_has_a_brace_that_is_not_a_pair
	pr_info("} {}", 1);	 // FAULT: format_has_a_brace_that_is_not_a_pair
	pr_info("{0}", 1);	 // FAULT: format_has_a_brace_that_is_not_a_pair
	pr_info("{}", true);	 // FAULT: (no matching (function|constructor|conversion)|ambiguous)
	pr_info("{}", 1.5);	 // FAULT: (no matching (function|constructor|conversion)|ambiguous)
	pr_info("{}", 'c');	 // FAULT: (no matching (function|constructor|conversion)|ambiguous)
	pr_info("{}", Owner());	 // FAULT: (no matching (function|constructor|conversion)|ambiguous)
	const char text[] = "{}";
	const char *pointer = text;
	pr_info(pointer, 1); // FAULT: (could not convert|no matching|invalid conversion|no viable conversion)
	(void)pointer;
}

[[maybe_unused]] void user_memory()
{
	(void)UserOut<Packed>(0).store({});
	(void)UserOut<Padded>(0).store({}); // FAULT: (constraint|WithoutPadding)
	(void)UserIn<Padded>(0).load();	    // FAULT: (constraint|WithoutPadding)
	(void)UserInOut<Padded>(0).load();  // FAULT: (constraint|WithoutPadding)
	(void)UserIn<Packed>(0).store({});  // FAULT: no member named .store.
	(void)UserOut<Packed>(0).load();    // FAULT: no member named .load.
	char memory[4];
	(void)UserReader(memory, 4).write(Text("text"));      // FAULT: no member named .write.
	(void)UserWriter(memory, 4).read(Span<char>(memory)); // FAULT: no member named .read.
}

[[maybe_unused]] Result<void> ownership()
{
	auto box = TRY(Box<Owner>::make(Gfp::kernel));
	auto page = TRY(Page::make(Gfp::kernel));
	Vec<int> vec;
	auto moved = kernel::move(box);
	auto copied = box;			       // FAULT: (deleted|implicitly-declared)
	auto page_copy = page;			       // FAULT: (deleted|implicitly-declared)
	auto vec_copy = vec;			       // FAULT: (deleted|implicitly-declared)
	auto object = *moved;			       // FAULT: (deleted|ill-formed)
	*moved = *moved;			       // FAULT: (deleted|ill-formed)
	auto moved_object = kernel::move(*moved);      // FAULT: (deleted|ill-formed)
	auto unaligned = Box<Wide>::make(Gfp::kernel); // FAULT: kmalloc does not align this type
	Box<Owner> made_by_hand(moved.get());	       // FAULT: private
	Vec<Box<Owner>> of_what_is_owned;	       // FAULT: (constraint|TriviallyCopyable)
	return {};
}

[[maybe_unused]] void locks()
{
	Mutex<int> mutex(test_class, 1);
	RawSpinLock<int> spin(test_class, 1);
	auto held = mutex.lock();
	mutex.lock();		   // FAULT: ignoring
	auto second = held;	   // FAULT: (deleted|implicitly-declared)
	auto other_mutex = mutex;  // FAULT: (deleted|ill-formed)
	spin.lock_interruptible(); // FAULT: no member named .lock_interruptible.
	int peeked = mutex.data_;  // FAULT: private
	mutex.unlock();		   // FAULT: private
	CondVar condition(test_class);
	auto spinning = spin.lock();
	(void)spinning;
	const auto ready = [](int &) { return true; };
	(void)condition.wait_interruptible(held, Timeout::never(), ready);
	(void)condition.wait_interruptible(spinning, Timeout::never(), ready); // FAULT: no matching
	MiscDevice device;
	MiscDevice copy = device;     // FAULT: (deleted|ill-formed)
	device.publish("name", 0600); // FAULT: ignoring
	(void)device.publish("name", 0600);
}

[[maybe_unused]] void arithmetic()
{
	(void)checked_add(1, 2);
	(void)checked_add(1.0, 2.0); // FAULT: (constraint|Integer)
	(void)checked_cast<bool>(2); // FAULT: (constraint|Integer)
	checked_add(1, 2);	     // FAULT: ignoring
	Span<int>(nullptr, 0)[0];    // FAULT: (no match for|does not provide a subscript)
}

} // namespace
