// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/xarray/ida.hpp"
#include "kernel/xarray/xarray.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Session {
	int number = 0;
};
constinit LockClass sessions_class{"sessions"};

[[maybe_unused]] Result<void> arrays(Xarray<Session> &sessions)
{
	auto box = TRY(Box<Session>::make(Gfp::kernel));
	const u32 index = TRY(sessions.alloc(kernel::move(box), 0, 9, Gfp::kernel));
	Session session;
	Xarray<Session> without_a_class; // FAULT: no matching
	Xarray<Session> copy = sessions; // FAULT: (deleted|ill-formed)
	TRY(sessions.insert(1, session, Gfp::kernel)); // FAULT: (cannot convert|could not convert|no viable conversion|no matching)
	TRY(sessions.insert(1, box, Gfp::kernel)); // FAULT: (deleted|implicitly)
	sessions.insert(1, kernel::move(box), Gfp::kernel); // FAULT: an error would be ignored
	sessions.store(1, kernel::move(box), Gfp::kernel); // FAULT: an error would be ignored
	sessions.alloc(kernel::move(box), 0, 9, Gfp::kernel); // FAULT: an error would be ignored
	sessions.erase(index);
	auto held = sessions.lock();
	held.get(index)->number = 1;
	sessions.lock().get(index)->number = 1; // FAULT: deleted
	sessions.lock().erase(index); // FAULT: deleted
	sessions.lock(); // FAULT: a guard that has no name
	return {};
}

[[maybe_unused]] Result<void> numbers(Ida &ida)
{
	IdaNumber number = TRY(ida.alloc(Gfp::kernel));
	ida.alloc(Gfp::kernel); // FAULT: an error would be ignored
	IdaNumber copy = number; // FAULT: (deleted|implicitly)
	Ida other = kernel::move(ida); // FAULT: (deleted|ill-formed)
	IdaNumber made_by_hand(nullptr, 1); // FAULT: private
	return {};
}

} // namespace
