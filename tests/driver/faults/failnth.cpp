// SPDX-License-Identifier: MIT
// Makes every call of the driver with a fault at every place where the kernel can fail within it: the call succeeds or returns an
// error that the contract names, and a failed call has changed nothing. The last lines: the number of faults, `N passed, N failed`.
#include "calls.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace
{

int module_file = -1;

Errno errno_of(long returned)
{
	return returned < 0 ? errno : 0;
}

bool exists(const std::string &path)
{
	struct stat status {
	};
	return ::stat(path.c_str(), &status) == 0;
}

bool is_loaded(const std::string &name)
{
	return exists("/sys/module/" + name);
}

Errno load()
{
	return errno_of(::syscall(SYS_finit_module, module_file, "", 0));
}

Errno unload(const std::string &name)
{
	return errno_of(::syscall(SYS_delete_module, name.c_str(), O_NONBLOCK));
}

// Loading, and unloading again, of a module whose file is open.
Operation loading(const std::string &name, const std::string &node)
{
	return {"load " + name,
		load,
		[name, node](Errno error) -> std::string {
			if ((error == 0) != is_loaded(name))
				return "its return value contradicts what is loaded";
			if (error != 0 && exists(node))
				return "the node was not removed";
			// And it can still be loaded and unloaded.
			if (error != 0 && load() != 0)
				return "it cannot be loaded any more";
			return unload(name) == 0 ? "" : "it cannot be unloaded any more";
		},
		{EFAULT}};
}

Operation unloading(const std::string &name)
{
	return {"unload " + name,
		[name] { return unload(name); },
		[name](Errno error) -> std::string {
			if ((error == 0) == is_loaded(name))
				return "its return value contradicts what is loaded";
			return error != 0 || load() == 0 ? "" : "it cannot be loaded again";
		},
		{EFAULT}};
}

bool open_module(const std::string &path)
{
	if (module_file >= 0)
		::close(module_file);
	module_file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
	return module_file >= 0;
}

} // namespace

int main(int argc, char **argv)
{
	if (!set_up_faults()) {
		std::puts("This kernel cannot fail on demand: boot debug-kasan or debug-cfi.\n0 passed, 1 "
			  "failed");
		return 1;
	}
	// By hand, `rusty-failnth calls` leaves out the loading, which takes longest.
	const bool calls_alone = argc > 1 && std::strcmp(argv[1], "calls") == 0;
	std::vector<bool> results;
	for (const std::string name : {"cpp_out_of_tree", "rusty"}) {
		if (!open_module("/t/" + name + ".ko"))
			std::perror(name.c_str());
		if (!calls_alone) {
			results.push_back(walk(loading(name, "/dev/" + name)));
			results.push_back(load() == 0 && walk(unloading(name)));
			unload(name);
		}
	}
	const bool whole = load() == 0 && walk_calls(results) && unload("rusty") == 0;
	results.push_back(whole);
	unsigned passed = 0;
	for (const bool result : results)
		passed += result;
	std::printf("%u points\n%u passed, %zu failed\n", points(), passed, results.size() - passed);
	return passed == results.size() ? 0 : 1;
}
