// SPDX-License-Identifier: GPL-2.0-only
// The shims of /proc.
#include "kernel/proc/shim.h"

#include <map>

#include "kernel/file/fake.h"
#include "kernel/memory/shim.h"
#include "kernel/seq_file/fake.h"
#include "kernel/user/fake.h"
#include "tests/kit/host/fake.hpp"

struct proc_dir_entry {
	std::string name;
	unsigned short mode;
	int (*show)(seq_file *, void *);
	void *data;
	const proc_ops *operations;
	const seq_operations *items;
	unsigned int state_size;
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

// (An allocation too, to fail and to be counted with the others.)
proc_dir_entry *create(const char *name, unsigned short mode, int (*show)(seq_file *, void *), void *data,
		       const proc_ops *operations, const seq_operations *items = nullptr,
		       unsigned int state_size = 0)
{
	fake::might_sleep("proc_create");
	void *const memory =
		entries.count(name) != 0 ? nullptr : shim_kmalloc(sizeof(proc_dir_entry), LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return nullptr;
	return entries[name] =
		       new (memory) proc_dir_entry{name, mode, show, data, operations, items, state_size};
}

} // namespace

namespace fake
{

std::string read_proc(const std::string &name, std::size_t room)
{
	const auto found = entries.find(name);
	if (found == entries.end())
		return "no such file";
	const SeqShown shown = show_seq(found->second->show, found->second->data, room);
	times_shown = shown.times;
	return shown.returned != 0 ? errno_text(-shown.returned) : shown.text;
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

std::string pread_proc(const std::string &name, std::size_t size, loff_t &position)
{
	const auto found = entries.find(name);
	if (found == entries.end())
		return "no such file";
	file opened{};
	opened.private_data = found->second;
	return page_text(size, [&](char *page) {
		return found->second->operations->proc_read(&opened, user(page), size, &position);
	});
}

std::unique_ptr<OpenSeqFile> open_proc(const std::string &name, std::size_t room)
{
	proc_dir_entry *const entry = entries.at(name);
	return std::make_unique<OpenSeqFile>(entry->items, entry->state_size, entry, room);
}

long write_proc(const std::string &name, std::string_view text)
{
	file opened{};
	opened.private_data = entries.at(name);
	loff_t position = 0;
	return entries.at(name)->operations->proc_write(&opened, user(text.data()), text.size(), &position);
}

} // namespace fake

proc_dir_entry *shim_proc_create_single_data(const char *name, unsigned short mode,
					     int (*show)(seq_file *, void *), void *data)
{
	return create(name, mode, show, data, nullptr);
}

proc_dir_entry *shim_proc_create_seq_private(const char *name, unsigned short mode,
					     const seq_operations *operations, unsigned int state_size,
					     void *data)
{
	return create(name, mode, nullptr, data, nullptr, operations, state_size);
}

proc_dir_entry *shim_proc_create_data(const char *name, unsigned short mode, const void *operations,
				      void *data)
{
	return create(name, mode, nullptr, data, static_cast<const proc_ops *>(operations));
}

void *shim_pde_data(const file *file)
{
	return static_cast<proc_dir_entry *>(file->private_data)->data;
}

void shim_proc_remove(proc_dir_entry *entry)
{
	fake::might_sleep("proc_remove");
	entries.erase(entry->name);
	entry->~proc_dir_entry();
	shim_kfree(entry);
}
