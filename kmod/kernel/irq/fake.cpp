// SPDX-License-Identifier: GPL-2.0-only
// The shims of interrupts.
#include "kernel/irq/shim.h"

#include <cerrno>
#include <vector>

#include "kernel/lock/shim.h"
#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

struct Request {
	unsigned int irq;
	irq_handler handler, thread;
	unsigned long flags;
	void *data, *memory;
};
std::vector<Request> requests;
void *running;
// Held, with interrupts off, while a handler runs: it may not sleep.
spinlock hardirq;

const fake::Part part(
	[] {
		requests.clear();
		running = nullptr;
		shim_spin_lock_init(&hardirq, "hardirq", reinterpret_cast<lock_class_key *>(&hardirq));
	},
	[] { return requests.empty() ? std::string() : std::string("an interrupt that is not freed"); });

// What the handler answered, or that there is none.
unsigned int call(const Request &request)
{
	if (request.handler == nullptr)
		return LAYOUT_IRQ_WAKE_THREAD;
	const unsigned long flags = shim_spin_lock_irqsave(&hardirq);
	const irqreturn answer = request.handler(static_cast<int>(request.irq), request.data);
	shim_spin_unlock_irqrestore(&hardirq, flags);
	if (answer == LAYOUT_IRQ_WAKE_THREAD && request.thread == nullptr)
		fake::violated("a handler without a thread wakes it");
	return answer;
}

} // namespace

namespace fake
{

int raise_irq(unsigned int irq)
{
	int handled = 0;
	for (const Request &request : std::vector<Request>(requests)) {
		if (request.irq != irq)
			continue;
		running = request.data;
		unsigned int answer = call(request);
		if (answer == LAYOUT_IRQ_WAKE_THREAD && request.thread != nullptr)
			answer = request.thread(static_cast<int>(irq), request.data);
		running = nullptr;
		handled += answer == LAYOUT_IRQ_HANDLED;
	}
	return handled;
}

int irq_requests(unsigned int irq)
{
	int count = 0;
	for (const Request &request : requests)
		count += request.irq == irq;
	return count;
}

} // namespace fake

int shim_request_threaded_irq(unsigned int irq, irq_handler handler, irq_handler thread, unsigned long flags,
			      const char *name, void *data)
{
	fake::might_sleep("request_irq");
	if (name == nullptr || data == nullptr)
		fake::violated("an interrupt without a name, or nobody's");
	if (irq >= fake::irq_lines)
		return -EINVAL;
	if (handler == nullptr && (thread == nullptr || (flags & LAYOUT_IRQF_ONESHOT) == 0))
		return -EINVAL;
	for (const Request &request : requests) {
		if (request.irq != irq)
			continue;
		if ((request.flags & flags & LAYOUT_IRQF_SHARED) == 0 ||
		    ((request.flags ^ flags) & LAYOUT_IRQF_ONESHOT) != 0)
			return -EBUSY;
	}
	void *const memory = shim_kmalloc(64, LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return -ENOMEM;
	requests.push_back({irq, handler, thread, flags, data, memory});
	return 0;
}

const void *shim_free_irq(unsigned int irq, void *data)
{
	fake::might_sleep("free_irq");
	if (running == data)
		fake::violated("an interrupt's handler waits for itself");
	for (auto each = requests.begin(); each != requests.end(); ++each) {
		if (each->irq != irq || each->data != data)
			continue;
		shim_kfree(each->memory);
		requests.erase(each);
		return "";
	}
	fake::violated("an interrupt that was not requested is freed");
	return nullptr;
}
