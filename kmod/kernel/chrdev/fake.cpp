// SPDX-License-Identifier: GPL-2.0-only
// The shims of character devices.
#include "kernel/chrdev/shim.h"

#include <cerrno>
#include <map>
#include <mutex>

#include "kernel/core/table.hpp"
#include "kernel/device/shim.h"
#include "kernel/layouts.h"
#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

std::mutex cdevs_mutex;
std::map<unsigned int, unsigned int> regions;
std::map<unsigned int, cdev *> cdevs;
unsigned int next_major;
int refusal;

const fake::Part part(
	[] {
		next_major = 240;
		refusal = 0;
	},
	[] {
		if (!cdevs.empty())
			return std::string("a cdev that was not deleted");
		return regions.empty() ? std::string() : std::string("a region that was not unregistered");
	});

void put(cdev *cdev)
{
	if (--cdev->holders == 0)
		shim_put_device(cdev->parent);
}

void del(cdev *cdev, unsigned int number)
{
	{
		const std::lock_guard guard(cdevs_mutex);
		const auto found = cdevs.find(number);
		if (found != cdevs.end() && found->second == cdev)
			cdevs.erase(found);
	}
	shim_kfree(cdev->allocated);
	put(cdev);
}

unsigned int number_of(const device *device)
{
	return static_cast<const fake::ClassedDevice *>(device)->number;
}

} // namespace

namespace fake
{

void refuse_regions(int returned)
{
	refusal = returned;
}

inode *Node::hold()
{
	const std::lock_guard guard(cdevs_mutex);
	if (inode_.i_cdev == nullptr) {
		const auto found = cdevs.find(number_);
		if (found == cdevs.end())
			return nullptr;
		inode_.i_cdev = found->second;
	}
	++inode_.i_cdev->holders;
	return &inode_;
}

void Node::put()
{
	cdev *const cdev = inode_.i_cdev;
	// (The last one takes the cdev out of its nodes, as cdev_purge does.)
	if (cdev->holders == 1)
		inode_.i_cdev = nullptr;
	::put(cdev);
}

} // namespace fake

int shim_alloc_chrdev_region(unsigned int *first, unsigned int first_minor, unsigned int count, const char *)
{
	fake::might_sleep("alloc_chrdev_region");
	if (refusal != 0)
		return refusal;
	*first = (next_major++ << LAYOUT_MINORBITS) | first_minor;
	regions[*first] = count;
	return 0;
}

void shim_unregister_chrdev_region(unsigned int first, unsigned int count)
{
	fake::might_sleep("unregister_chrdev_region");
	const auto found = regions.find(first);
	if (found == regions.end() || found->second != count)
		return fake::violated("a region unregistered that was not allocated");
	regions.erase(found);
}

void shim_cdev_init(struct cdev *cdev, const void *operations)
{
	new (cdev)::cdev{nullptr, static_cast<const file_operations *>(operations), nullptr, 1, nullptr};
	if (cdev->ops->owner != &__this_module)
		fake::violated("operations that do not name the module");
}

int shim_cdev_device_add(struct cdev *cdev, struct device *device)
{
	fake::might_sleep("cdev_add");
	cdev->allocated = shim_kmalloc(64, LAYOUT_GFP_KERNEL);
	if (cdev->allocated == nullptr)
		return -ENOMEM;
	const unsigned int number = number_of(device);
	const auto region = regions.upper_bound(number);
	if (region == regions.begin() || std::prev(region)->first + std::prev(region)->second <= number)
		fake::violated("a number of nobody's region");
	fake::get_device(static_cast<fake::ClassedDevice *>(device));
	cdev->parent = device;
	{
		const std::lock_guard guard(cdevs_mutex);
		cdevs.emplace(number, cdev);
	}
	const int added = shim_device_add(device);
	if (added != 0)
		del(cdev, number);
	return added;
}

void shim_cdev_device_del(struct cdev *cdev, struct device *device)
{
	const unsigned int number = number_of(device);
	shim_device_del(device);
	del(cdev, number);
}
