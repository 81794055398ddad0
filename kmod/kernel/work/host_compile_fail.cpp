// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/work/delayed_work.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

void free_function() {}

struct Other {
	void run() {}
};

struct Sensor : Pinned {
	void run() { later.queue_after(Timeout::milliseconds(5)); }
	int counts() { return 0; }
	void takes(int) {}
	explicit Sensor(Workqueue &queue) : own(*this, queue) {}
	Work<&Sensor::run> work{*this};
	Work<&Sensor::run> own;
	DelayedWork<&Sensor::run> later{*this, SystemQueue::unbound};
	Work<&Sensor::counts> counting{*this}; // FAULT: a work calls a member function of its owner that takes and returns nothing
	DelayedWork<&Sensor::takes> taking{*this}; // FAULT: a work calls a member function of its owner that takes and returns nothing
	Work<&free_function> none{*this}; // FAULT: a work calls a member function of its owner that takes and returns nothing
	Work<&Other::run> of_other{*this}; // FAULT: no matching|cannot|could not|no known conversion
	Work<&Sensor::declared_later> too_early{*this}; // FAULT: declared_later
	void declared_later() {}
};

[[maybe_unused]] Result<void> works()
{
	auto queue = TRY(Workqueue::make("queue", WorkqueueOptions::ordered().mem_reclaim()));
	Sensor sensor(queue);
	sensor.work.queue();
	sensor.later.mod(Timeout::milliseconds(5));
	sensor.later.queue_after(5); // FAULT: no matching|cannot convert|could not convert|no viable conversion
	sensor.work.queue(queue); // FAULT: no matching|too many arguments
	auto copy = sensor.work; // FAULT: (deleted|ill-formed|implicitly)
	Work<&Sensor::run> without_owner; // FAULT: no matching
	Work<&Sensor::run> on_temporary(sensor, kernel::move(queue)); // FAULT: no matching|cannot bind|no known conversion
	Workqueue::make("queue", WorkqueueOptions::percpu()); // FAULT: an error would be ignored
	(void)Workqueue::make("queue", LAYOUT_WQ_MEM_RECLAIM); // FAULT: no matching|cannot convert|could not convert|no viable conversion
	(void)Workqueue::make("queue", WorkqueueOptions::ordered(4)); // FAULT: no matching|too many arguments
	Workqueue copied = queue; // FAULT: (deleted|ill-formed|implicitly)
	return {};
}

} // namespace
