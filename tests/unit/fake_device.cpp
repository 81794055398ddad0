// SPDX-License-Identifier: MIT
// The shims of misc devices, mappings and threads.
#include <cerrno>
#include <cstdint>
#include <new>
#include <utility>

#include <pthread.h>

#include "fake.hpp"
#include "kernel/shims.h"

struct task_struct {
	pthread_t thread;
	int (*function)(void *);
	void *data;
	std::atomic<bool> stop;
	std::atomic<bool> released;
	std::atomic<fake::Task *> sleeper;
	int returned;
};

namespace
{

miscdevice *registered_device;
int refusal;
std::function<void()> register_hook;
std::function<void()> deregister_hook;
thread_local task_struct *this_thread;

void *run(void *passed)
{
	auto *thread = static_cast<task_struct *>(passed);
	this_thread = thread;
	thread->sleeper = fake::current_task();
	thread->returned = thread->function(thread->data);
	// (Its task goes with it: not while somebody may still wake it.)
	while (!thread->released)
		shim_schedule_timeout_interruptible(1);
	return nullptr;
}

} // namespace

namespace fake
{

miscdevice *registered()
{
	return registered_device;
}

void refuse_registration(int returned)
{
	refusal = returned;
}

void on_register(std::function<void()> hook)
{
	register_hook = std::move(hook);
}

void on_deregister(std::function<void()> hook)
{
	deregister_hook = std::move(hook);
}

void reset_devices()
{
	refusal = 0;
	register_hook = nullptr;
	deregister_hook = nullptr;
}

} // namespace fake

void shim_misc_set(struct miscdevice *device, const char *name, unsigned short mode)
{
	*device = {name, mode};
}

int shim_misc_register(struct miscdevice *device)
{
	fake::might_sleep("misc_register");
	if (refusal != 0)
		return refusal;
	if (registered_device != nullptr)
		fake::violated("two devices are registered");
	registered_device = device;
	if (register_hook)
		register_hook();
	return 0;
}

void shim_misc_deregister(struct miscdevice *device)
{
	fake::might_sleep("misc_deregister");
	if (registered_device != device)
		fake::violated("a device taken back that was not registered");
	if (deregister_hook)
		deregister_hook();
	registered_device = nullptr;
}

unsigned long shim_vma_size(const struct vm_area_struct *area)
{
	return area->end - area->start;
}

unsigned long shim_vma_offset_pages(const struct vm_area_struct *area)
{
	return area->offset_pages;
}

unsigned long shim_vma_flags(const struct vm_area_struct *area)
{
	return area->flags;
}

void shim_vm_flags_set(struct vm_area_struct *area, unsigned long flags)
{
	area->flags |= flags;
}

void shim_vm_flags_clear(struct vm_area_struct *area, unsigned long flags)
{
	area->flags &= ~flags;
}

void shim_vma_set_operations(struct vm_area_struct *area)
{
	area->served = true;
}

unsigned long shim_vmf_offset_pages(const struct vm_fault *fault)
{
	return fault->offset_pages;
}

void shim_vmf_set_page(struct vm_fault *fault, struct page *page)
{
	fault->page = page;
}

// (An allocation too, to fail and to be counted with the others.)
struct task_struct *shim_kthread_run(int (*function)(void *), void *data, const char *)
{
	void *memory = shim_kmalloc(sizeof(task_struct), LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return reinterpret_cast<task_struct *>(static_cast<std::intptr_t>(-ENOMEM));
	auto *thread = new (memory) task_struct{{}, function, data, false, false, nullptr, 0};
	pthread_create(&thread->thread, nullptr, run, thread);
	return thread;
}

int shim_kthread_stop(struct task_struct *thread)
{
	fake::might_sleep("kthread_stop");
	thread->stop = true;
	if (fake::Task *sleeper = thread->sleeper)
		fake::wake(sleeper);
	thread->released = true;
	pthread_join(thread->thread, nullptr);
	const int returned = thread->returned;
	shim_kfree(thread);
	return returned;
}

bool shim_kthread_should_stop(void)
{
	return this_thread != nullptr && this_thread->stop;
}
