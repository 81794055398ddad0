// SPDX-License-Identifier: GPL-2.0-only
// The shims of xarrays and idas. (Their locks are held as the kernel holds them: who sleeps meanwhile is found out.)
#include "kernel/xarray/shim.h"

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdint>

#include "kernel/lock/shim.h"
#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

std::atomic<int> live;
const fake::Part part([] { live = 0; },
		      [] { return std::string(live == 0 ? "" : "an xarray that was not destroyed"); });

// (The kernel's own: an error number above two bits that say so.)
void *error_entry(long error)
{
	return reinterpret_cast<void *>(static_cast<std::intptr_t>(error) * 4 + 2);
}

class Held
{
public:
	explicit Held(xarray *array) : array_(array), flags_(shim_spin_lock_irqsave(&array->lock)) {}
	~Held() { shim_spin_unlock_irqrestore(&array_->lock, flags_); }
	Held(const Held &) = delete;
	Held &operator=(const Held &) = delete;

private:
	xarray *array_;
	unsigned long flags_;
};

void check_entry(const void *entry)
{
	if (entry == nullptr || (reinterpret_cast<std::uintptr_t>(entry) & 3) != 0)
		fake::violated("an entry of an xarray that is NULL, or whose two lowest bits are not 0");
}

// The node is allocated before the lock is taken, as where the kernel may sleep.
enum class Place { any, free };
void *put(xarray *array, unsigned long index, void *entry, unsigned int gfp, Place place)
{
	check_entry(entry);
	auto **const node = static_cast<void **>(shim_kmalloc(sizeof(void *), gfp));
	if (node == nullptr)
		return error_entry(-ENOMEM);
	const Held held(array);
	const auto found = array->entries->find(index);
	if (found == array->entries->end()) {
		*node = entry;
		array->entries->emplace(index, node);
		return nullptr;
	}
	shim_kfree(node);
	if (place == Place::free)
		return error_entry(-EBUSY);
	void *const before = *found->second;
	*found->second = entry;
	return before;
}

int alloc(xarray *array, u32 *index, void *entry, u32 min, u32 max, unsigned int gfp, int if_full)
{
	for (unsigned long candidate = min; candidate <= max; ++candidate) {
		const int error = shim_xa_err(put(array, candidate, entry, gfp, Place::free));
		if (error == -EBUSY)
			continue;
		*index = static_cast<u32>(candidate);
		return error;
	}
	return if_full;
}

} // namespace

void shim_xa_init(struct xarray *array, const char *name, struct lock_class_key *key)
{
	shim_spin_lock_init(&array->lock, name, key);
	array->entries = new std::map<unsigned long, void **>;
	++live;
}

void shim_xa_destroy(struct xarray *array)
{
	for (const auto &entry : *array->entries)
		shim_kfree(entry.second);
	delete array->entries;
	array->entries = nullptr;
	--live;
}

void *shim_xa_store(struct xarray *array, unsigned long index, void *entry, unsigned int gfp)
{
	return put(array, index, entry, gfp, Place::any);
}

int shim_xa_insert(struct xarray *array, unsigned long index, void *entry, unsigned int gfp)
{
	return shim_xa_err(put(array, index, entry, gfp, Place::free));
}

int shim_xa_alloc(struct xarray *array, u32 *index, void *entry, u32 min, u32 max, unsigned int gfp)
{
	return alloc(array, index, entry, min, max, gfp, -EBUSY);
}

int shim_xa_err(void *returned)
{
	const auto bits = reinterpret_cast<std::intptr_t>(returned);
	return (bits & 3) == 2 && bits < 0 ? static_cast<int>(bits >> 2) : 0;
}

void *shim_xa_erase(struct xarray *array, unsigned long index)
{
	const Held held(array);
	return shim_xa_erase_locked(array, index);
}

void shim_xa_lock(struct xarray *array)
{
	shim_spin_lock(&array->lock);
}

void shim_xa_unlock(struct xarray *array)
{
	shim_spin_unlock(&array->lock);
}

void *shim_xa_erase_locked(struct xarray *array, unsigned long index)
{
	if (!fake::is_held(array->lock.lock))
		fake::violated("__xa_erase without the array's lock");
	const auto found = array->entries->find(index);
	if (found == array->entries->end())
		return nullptr;
	void *const entry = *found->second;
	shim_kfree(found->second);
	array->entries->erase(found);
	return entry;
}

namespace
{

// The kernel reads under RCU; here the lock does, unless the caller has it.
template <typename Read>
auto read(xarray *array, Read read)
{
	if (fake::is_held(array->lock.lock))
		return read();
	const Held held(array);
	return read();
}

} // namespace

void *shim_xa_load(struct xarray *array, unsigned long index)
{
	return read(array, [&]() -> void * {
		const auto found = array->entries->find(index);
		return found == array->entries->end() ? nullptr : *found->second;
	});
}

void *shim_xa_find(struct xarray *array, unsigned long *index)
{
	return read(array, [&]() -> void * {
		const auto found = array->entries->lower_bound(*index);
		if (found == array->entries->end())
			return nullptr;
		*index = found->first;
		return *found->second;
	});
}

void *shim_xa_find_after(struct xarray *array, unsigned long *index)
{
	if (*index == ULONG_MAX)
		return nullptr;
	unsigned long next = *index + 1;
	void *const found = shim_xa_find(array, &next);
	if (found != nullptr)
		*index = next;
	return found;
}

bool shim_xa_empty(const struct xarray *array)
{
	return read(const_cast<xarray *>(array), [&] { return array->entries->empty(); });
}

void shim_ida_init(struct ida *ida)
{
	static char key;
	shim_xa_init(&ida->numbers, "ida", reinterpret_cast<lock_class_key *>(&key));
}

void shim_ida_destroy(struct ida *ida)
{
	shim_xa_destroy(&ida->numbers);
}

int shim_ida_alloc_range(struct ida *ida, unsigned int min, unsigned int max, unsigned int gfp)
{
	static int present;
	u32 number = 0;
	if (min > INT_MAX)
		return -ENOSPC;
	const int error =
		alloc(&ida->numbers, &number, &present, min, max > INT_MAX ? INT_MAX : max, gfp, -ENOSPC);
	return error != 0 ? error : static_cast<int>(number);
}

void shim_ida_free(struct ida *ida, unsigned int number)
{
	if (shim_xa_erase(&ida->numbers, number) == nullptr)
		fake::violated("ida_free of a number that nobody has");
}

bool shim_ida_is_empty(const struct ida *ida)
{
	return shim_xa_empty(&ida->numbers);
}
