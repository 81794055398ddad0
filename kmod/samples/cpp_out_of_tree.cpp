// SPDX-License-Identifier: GPL-2.0-only
// The smallest whole module: data behind a lock that cannot move, data that can, a vector; all of it gone at
// rmmod.
#include "kernel/lock/mutex.hpp"
#include "kernel/log/log.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/memory/vec.hpp"

namespace
{

using namespace kernel;

// Data that somebody may hold the address of: its lock pins it, in the box where it was made.
struct PinnedData {
	u32 rusty_number;
};

// Data that may move as long as nobody holds its address.
struct UnpinnedData {
	u32 rusty_number;
};

constexpr s32 initial_numbers[] = {72, 108, 200};

constinit LockClass pinned_class{"cpp_oft_pinned"};

class CppOutOfTree
{
public:
	// insmod. Whatever fails, what was made before it is destroyed again, and insmod shows the errno.
	static Result<Box<CppOutOfTree>> create()
	{
		pr_info("C++ out-of-tree sample (init)");

		Vec<s32> numbers;
		for (const s32 number : initial_numbers)
			TRY(numbers.push(number, Gfp::kernel));

		auto pinned = TRY(Box<Mutex<PinnedData>>::make(Gfp::kernel, pinned_class, PinnedData{2023}));
		const void *const made_at = address(*pinned);
		const UnpinnedData unpinned{3202};

		auto module = TRY(Box<CppOutOfTree>::make(Gfp::kernel, kernel::move(numbers),
							  kernel::move(pinned), unpinned));
		module->update_pinned(made_at);
		module->update_unpinned(unpinned);
		return module;
	}

	CppOutOfTree(Vec<s32> numbers, Box<Mutex<PinnedData>> pinned, UnpinnedData unpinned)
		: numbers_(kernel::move(numbers)), pinned_(kernel::move(pinned)), unpinned_(unpinned)
	{
	}

	// rmmod. The members go by themselves, the last one first.
	~CppOutOfTree()
	{
		pr_info("My numbers are {}", numbers_.items());
		pr_info("My pinned number is {}",
			pinned_->with([](const PinnedData &data) { return data.rusty_number; }));
		pr_info("My unpinned number is {}", unpinned_.rusty_number);
		pr_info("C++ out-of-tree sample (exit)");
	}

private:
	static const void *address(Mutex<PinnedData> &pinned)
	{
		const auto data = pinned.lock();
		return &data->rusty_number;
	}
	void update_pinned(const void *made_at)
	{
		auto data = pinned_->lock();
		const void *const at = &data->rusty_number;
		pr_info("{} cpp_oft_pinned_data.rusty_number {} @{} is pinned!",
			at == made_at ? "PASS!" : "FAIL!", data->rusty_number, at);
		pr_info("cpp_oft_pinned_data.rusty_number @{} is initially: {}", at, data->rusty_number);
		data->rusty_number = 20232023;
		pr_info("Updated Rusty Number @ {} to {}", at, data->rusty_number);
	}

	void update_unpinned(const UnpinnedData &before)
	{
		const void *const from = &before.rusty_number;
		const void *const at = &unpinned_.rusty_number;
		pr_info("{} cpp_oft_unpinned_data.rusty_number {} @{} is moved to "
			"unpinned_rusty_number_moved @{}!",
			at != from ? "PASS!" : "FAIL!", before.rusty_number, from, at);
		pr_info("cpp_oft_unpinned_data.rusty_number @{} is initially: {}", at,
			unpinned_.rusty_number);
		unpinned_.rusty_number = 32023202;
		pr_info("Updated Rusty Number @ {} to {}", at, unpinned_.rusty_number);
	}

	Vec<s32> numbers_;
	Box<Mutex<PinnedData>> pinned_;
	UnpinnedData unpinned_;
};

} // namespace
