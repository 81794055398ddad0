// SPDX-License-Identifier: GPL-2.0-only
// Boxes and vectors whose memory need not be in one piece.
#include <string>
#include <type_traits>
#include <utility>

#include "kernel/lock/spinlock.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/memory/vec.hpp"
#include "tests/kit/host/fresh.hpp"

using kernel::Box;
using kernel::Gfp;
using kernel::VBox;
using kernel::Vec;
using kernel::VVec;
namespace errors = kernel::errors;

namespace
{

struct Table {
	explicit Table(int first) : numbers{first} {}
	int numbers[5000];
};
static_assert(!std::is_convertible_v<VBox<int>, Box<int>> && !std::is_convertible_v<Vec<int>, VVec<int>>);

} // namespace

TEST_CASE_METHOD(Fresh, "a large box is moved and destroyed as any, and its memory is freed as it was got")
{
	auto box = VBox<Table>::make(Gfp::kernel, 7).value();
	CHECK((box->numbers[0] == 7 && box->numbers[4999] == 0));
	CHECK(fake::live_allocations() == 1);
	VBox<Table> moved(std::move(box));
	CHECK((box.get() == nullptr && moved->numbers[0] == 7));
	auto taken = VBox<Table>::take(moved.release());
	taken = VBox<Table>::make(Gfp::atomic, 8).value();
	CHECK(fake::last_gfp() == LAYOUT_GFP_ATOMIC);
	CHECK((taken->numbers[0] == 8 && fake::live_allocations() == 1));
	fake::fail_allocation(1);
	CHECK(VBox<Table>::make(Gfp::kernel, 7).error() == errors::no_memory);
}

TEST_CASE_METHOD(Fresh, "a large vector keeps its items while it grows, or is as it was")
{
	const unsigned int allocations = with_each_failing_allocation([] {
		VVec<int> numbers;
		VVec<VBox<int>> boxes;
		int next = 0;
		bool ok = true;
		while (ok && next < 20) {
			ok = numbers.push(next, Gfp::kernel).ok();
			if (!ok)
				break;
			auto box = VBox<int>::make(Gfp::kernel, next);
			ok = box.ok() && boxes.push(std::move(box).value(), Gfp::kernel).ok();
			++next;
		}
		CHECK(ok == !fake::allocation_failed());
		int wrong = 0, index = 0;
		for (const int number : numbers)
			wrong += number == index++ ? 0 : 1;
		index = 0;
		for (const auto &box : boxes)
			wrong += *box == index++ ? 0 : 1;
		CHECK(wrong == 0);
		CHECK(numbers.size() >= boxes.size());
	});
	CHECK(allocations == 28); // twice the room for 4, 8, 16 and 32; twenty boxes
}

TEST_CASE_METHOD(Fresh, "the fake kernel notices what a large box must not do")
{
	static constinit kernel::LockClass spin_class{"spin"};
	kernel::SpinLock<int> lock(spin_class, 1);
	auto box = VBox<int>::make(Gfp::kernel, 1).value();
	{
		const auto held = lock.lock();
		const auto gone = std::move(box);
	}
	CHECK(fake::take_violations().size() == 1);
	Box<int>::take(VBox<int>::make(Gfp::kernel, 1).value().release());
	CHECK(fake::take_violations().size() == 1);
}
