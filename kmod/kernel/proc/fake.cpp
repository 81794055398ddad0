// SPDX-License-Identifier: GPL-2.0-only
// The shims of /proc.
#include "kernel/proc/shim.h"

#include <map>
#include <vector>

#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

struct proc_dir_entry {
	std::string name;
	unsigned short mode;
	int (*show)(seq_file *, void *);
	void *data;
};

namespace
{

std::map<std::string, proc_dir_entry *> entries;
int times_shown = 0;
const fake::Part part(
	[] {
		entries.clear();
		times_shown = 0;
	},
	[] {
		return entries.empty() ? std::string()
				       : "/proc/" + entries.begin()->first + " is still there";
	});

} // namespace

namespace fake
{

std::string read_proc(const std::string &name, std::size_t room)
{
	const auto found = entries.find(name);
	if (found == entries.end())
		return "no such file";
	for (times_shown = 1;; ++times_shown, room *= 2) {
		std::vector<char> page(room + 1, '#');
		seq_file seq{page.data(), room, 0, found->second->data};
		const int returned = found->second->show(&seq, nullptr);
		if (page[room] != '#')
			violated("a file of /proc wrote beyond its room");
		if (returned != 0)
			return errno_text(-returned);
		if (seq.count < room)
			return std::string(page.data(), seq.count);
	}
}
unsigned short mode_of_proc(const std::string &name)
{
	const auto found = entries.find(name);
	return found == entries.end() ? 0 : found->second->mode;
}
int shows()
{
	return times_shown;
}

} // namespace fake

// (An allocation too, to fail and to be counted with the others.)
proc_dir_entry *shim_proc_create_single_data(const char *name, unsigned short mode,
					     int (*show)(seq_file *, void *), void *data)
{
	fake::might_sleep("proc_create");
	void *const memory =
		entries.count(name) != 0 ? nullptr : shim_kmalloc(sizeof(proc_dir_entry), LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return nullptr;
	return entries[name] = new (memory) proc_dir_entry{name, mode, show, data};
}

void shim_proc_remove(proc_dir_entry *entry)
{
	fake::might_sleep("proc_remove");
	entries.erase(entry->name);
	entry->~proc_dir_entry();
	shim_kfree(entry);
}
