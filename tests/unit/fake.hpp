// SPDX-License-Identifier: MIT
// What a test tells the fake kernel (who fails, when) and asks it (what was logged, woken, leaked). Process-wide; set
// before threads start.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "fake_structs.hpp"

namespace fake
{

// Everything below as it was at the start. Says nothing of what is still allocated.
void reset();

// --- Broken rules: sleeping under a spinlock, unlocking what somebody else holds... A test that ends with one has failed.
void violated(const std::string &rule);
std::vector<std::string> violations();
// Thrown by shim_bug().
struct Bug {
};
// What shim_warn() was given.
std::vector<std::string> warnings();

// --- Memory.
// Lets the nth allocation from now on fail, of whatever kind: 1 is the next. 0: none.
void fail_allocation(unsigned int nth);
// Was that one reached?
bool allocation_failed();
unsigned int live_allocations();
unsigned int last_gfp();
void sleeps_unless_atomic(unsigned int gfp);

// --- Locks held by this thread.
unsigned int locks_held();
// Races on purpose: from now on locks do nothing at all.
void break_locks(bool broken);
void might_sleep(const char *what);
void init_lock(Lock &lock, const char *name, lock_class_key *key);
// What the next shim_mutex_lock_interruptible returns.
void interrupt_next_lock(int returned);
// Runs once, before the next shim_cmpxchg_pointer does its work.
void before_cmpxchg(std::function<void()> hook);

// Runs once, when something has been given to user memory.
void on_copy_to_user(std::function<void()> hook);

// --- Waiting.
constexpr unsigned int milliseconds_per_jiffy = 4;
// Instead of a sleep: gets the timeout in jiffies, returns what is left of it. Empty: really sleeps.
void on_sleep(std::function<long(long)> hook);
// At each round of a busy wait.
void on_cpu_relax(std::function<void()> hook);
// Runs once, when somebody has joined a queue to poll.
void on_poll_wait(std::function<void()> hook);
Task *current_task();
void send_signal(Task *task);
// Was it asleep?
bool wake(Task *task);
// How many wake-ups of queues there were, and for which events.
unsigned int wake_ups();
unsigned int last_wake_events();
// A poll(2) that goes on: stands in the queues that it was told to join until it ends.
class Poller
{
public:
	explicit Poller(unsigned int wanted = ~0u);
	~Poller();
	Poller(const Poller &) = delete;
	Poller &operator=(const Poller &) = delete;
	poll_table_struct *table() { return &table_; }
	bool joined() const { return table_.queue != nullptr; }
	// Which events it was woken with since it was asked the last time; 0: it was not.
	unsigned int woken() { return table_.woken.exchange(0); }

private:
	poll_table_struct table_;
};

// --- User memory. Its addresses are tagged: only the shims can follow them, and they follow no others.
constexpr std::uintptr_t user_tag = std::uintptr_t{0x5a} << 56;
template <typename T>
T *user(T *memory)
{
	return reinterpret_cast<T *>(reinterpret_cast<std::uintptr_t>(memory) | user_tag);
}
template <typename T>
unsigned long user_address(T *memory)
{
	return static_cast<unsigned long>(reinterpret_cast<std::uintptr_t>(user(memory)));
}
enum class Forbidden { nothing, writes, everything };
// Of memory that user() was given, or of where it would have been. `after` copies later only.
constexpr std::size_t all_of_it = std::size_t{1} << 55;
void forbid(const void *from, std::size_t size, Forbidden what = Forbidden::everything,
	    unsigned int after = 0);

// --- The log. Debug lines are off unless told.
struct Line {
	char level; // as journalctl has it: 0 emerg to 7 debug
	std::string text;
	bool operator==(const Line &) const = default;
};
std::vector<Line> take_log();
void log_debug(bool enabled);
// How this pointer is shown: the pointers are counted in the order of their first appearance.
std::string shown(const void *pointer);

// --- Devices.
miscdevice *registered();
// What shim_misc_register returns from now on.
void refuse_registration(int returned);
// Run while the device is registered: just after it became so, and just before it is no more.
void on_register(std::function<void()> hook);
void on_deregister(std::function<void()> hook);

// --- The lock of the module's parameters, as the kernel holds it around their callbacks.
class ParameterLock
{
public:
	ParameterLock();
	~ParameterLock();
	ParameterLock(const ParameterLock &) = delete;
	ParameterLock &operator=(const ParameterLock &) = delete;
};
bool parameter_lock_held();

// The parts of reset(), one for each fake_*.cpp.
void reset_memory();
void reset_locks();
void reset_waiting();
void reset_tasks();
void reset_user();
void reset_log();
void reset_devices();

} // namespace fake
