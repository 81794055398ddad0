// SPDX-License-Identifier: GPL-2.0-only
// The shims of debugfs.
#include "kernel/debugfs/shim.h"

#include <cerrno>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>

#include "kernel/memory/shim.h"
#include "kernel/user/fake.h"
#include "tests/kit/host/fake.hpp"

struct dentry {
	std::string path;
};

namespace
{

struct Entry {
	unsigned short mode;
	inode node;
	const file_operations *operations;
	// Of what has no operations of its own:
	std::function<std::string()> read;
	std::function<long(const std::string &)> write;
	unsigned int users = 0;
};

std::mutex entries_mutex;
std::condition_variable entry_left;
std::map<std::string, Entry> entries;
bool disabled = false;
const fake::Part part(
	[] {
		entries.clear();
		disabled = false;
	},
	[] { return entries.empty() ? std::string() : "debugfs still has " + entries.begin()->first; });

dentry *error_pointer(long error)
{
	return reinterpret_cast<dentry *>(-error);
}
bool is_error(const dentry *directory)
{
	return reinterpret_cast<std::uintptr_t>(directory) >= static_cast<std::uintptr_t>(-4095);
}

void create(const char *what, const char *name, unsigned short mode, dentry *directory, Entry entry)
{
	fake::might_sleep(what);
	if (is_error(directory))
		return;
	// (An allocation too, to fail as the others.)
	void *const memory = shim_kmalloc(1, LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return;
	shim_kfree(memory);
	const std::lock_guard guard(entries_mutex);
	entry.mode = mode;
	entries.emplace(directory->path + "/" + name, std::move(entry));
}

template <typename T>
void create_number(const char *what, const char *name, unsigned short mode, dentry *directory, T *value,
		   const char *format)
{
	Entry entry{};
	entry.read = [=] {
		char text[32];
		std::snprintf(text, sizeof(text), format, static_cast<unsigned long long>(*value));
		return std::string(text);
	};
	entry.write = [=](const std::string &text) {
		*value = static_cast<T>(std::stoull(text, nullptr, 0));
		return static_cast<long>(text.size());
	};
	create(what, name, mode, directory, std::move(entry));
}

// While somebody reads or writes the file it is not removed.
class User
{
public:
	explicit User(const std::string &path)
	{
		const std::lock_guard guard(entries_mutex);
		const auto found = entries.find(path);
		if (found == entries.end())
			return;
		entry_ = &found->second;
		++entry_->users;
	}
	~User()
	{
		if (entry_ == nullptr)
			return;
		const std::lock_guard guard(entries_mutex);
		--entry_->users;
		entry_left.notify_all();
	}
	User(const User &) = delete;
	User &operator=(const User &) = delete;
	Entry *entry() { return entry_; }

private:
	Entry *entry_ = nullptr;
};

} // namespace

namespace fake
{

void disable_debugfs()
{
	disabled = true;
}

std::string read_debugfs(const std::string &path)
{
	User user_of(path);
	if (user_of.entry() == nullptr)
		return "no such file";
	if (user_of.entry()->operations == nullptr)
		return user_of.entry()->read();
	file opened{};
	opened.f_op = user_of.entry()->operations;
	if (opened.f_op->owner == nullptr)
		violated("a file in debugfs that does not keep its module");
	const int failed = opened.f_op->open(&user_of.entry()->node, &opened);
	if (failed != 0)
		return errno_text(-failed);
	std::string text;
	loff_t position = 0;
	ssize_t returned;
	do {
		char piece[16];
		returned = opened.f_op->read(&opened, user(piece), sizeof(piece), &position);
		if (returned > 0)
			text.append(piece, static_cast<std::size_t>(returned));
	} while (returned > 0);
	opened.f_op->release(&user_of.entry()->node, &opened);
	return returned < 0 ? errno_text(-returned) : text;
}

long write_debugfs(const std::string &path, std::string_view text)
{
	User user_of(path);
	if (user_of.entry() == nullptr)
		return -ENOENT;
	if ((user_of.entry()->mode & 0222) == 0)
		return -EACCES;
	if (user_of.entry()->operations == nullptr)
		return user_of.entry()->write(std::string(text));
	file opened{};
	opened.f_op = user_of.entry()->operations;
	const int failed = opened.f_op->open(&user_of.entry()->node, &opened);
	if (failed != 0)
		return failed;
	loff_t position = 0;
	const long returned = opened.f_op->write(&opened, user(text.data()), text.size(), &position);
	opened.f_op->release(&user_of.entry()->node, &opened);
	return returned;
}

unsigned short mode_of_debugfs(const std::string &path)
{
	const auto found = entries.find(path);
	return found == entries.end() ? 0 : found->second.mode;
}
std::size_t entries_of_debugfs()
{
	return entries.size();
}

} // namespace fake

dentry *shim_debugfs_create_dir(const char *name)
{
	fake::might_sleep("debugfs_create_dir");
	if (disabled)
		return error_pointer(ENODEV);
	if (entries.count(name) != 0)
		return error_pointer(EEXIST);
	void *const memory = shim_kmalloc(sizeof(dentry), LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return error_pointer(ENOMEM);
	entries.emplace(name, Entry{});
	return new (memory) dentry{name};
}

void shim_debugfs_remove(dentry *directory)
{
	fake::might_sleep("debugfs_remove");
	if (is_error(directory))
		return;
	std::unique_lock guard(entries_mutex);
	const std::string inside = directory->path + "/";
	for (auto entry = entries.begin(); entry != entries.end();) {
		if (entry->first != directory->path && entry->first.compare(0, inside.size(), inside) != 0) {
			++entry;
			continue;
		}
		entry_left.wait(guard, [&] { return entry->second.users == 0; });
		entry = entries.erase(entry);
	}
	directory->~dentry();
	shim_kfree(directory);
}

void shim_debugfs_create_file(const char *name, unsigned short mode, dentry *directory, void *data,
			      const void *operations)
{
	Entry entry{};
	entry.node.i_private = data;
	entry.operations = static_cast<const file_operations *>(operations);
	create("debugfs_create_file", name, mode, directory, std::move(entry));
}

#define CREATE_NUMBER(kind, type, format)                                                                    \
	void shim_debugfs_create_##kind(const char *name, unsigned short mode, dentry *directory,            \
					type *value)                                                         \
	{                                                                                                    \
		create_number("debugfs_create_" #kind, name, mode, directory, value, format);                \
	}
CREATE_NUMBER(u8, u8, "%llu\n")
CREATE_NUMBER(u16, u16, "%llu\n")
CREATE_NUMBER(u32, u32, "%llu\n")
CREATE_NUMBER(u64, u64, "%llu\n")
CREATE_NUMBER(x8, u8, "0x%02llx\n")
CREATE_NUMBER(x16, u16, "0x%04llx\n")
CREATE_NUMBER(x32, u32, "0x%08llx\n")
CREATE_NUMBER(x64, u64, "0x%016llx\n")

void shim_debugfs_create_bool(const char *name, unsigned short mode, dentry *directory, bool *value)
{
	Entry entry{};
	entry.read = [=] { return *value ? "Y\n" : "N\n"; };
	entry.write = [=](const std::string &text) {
		*value = text[0] == 'Y' || text[0] == 'y' || text[0] == '1';
		return static_cast<long>(text.size());
	};
	create("debugfs_create_bool", name, mode, directory, std::move(entry));
}

void shim_debugfs_create_blob(const char *name, unsigned short mode, dentry *directory,
			      debugfs_blob_wrapper *blob)
{
	Entry entry{};
	entry.read = [=] { return std::string(static_cast<const char *>(blob->data), blob->size); };
	create("debugfs_create_blob", name, mode, directory, std::move(entry));
}
