// SPDX-License-Identifier: MIT
// insmod and rmmod, and what a loaded module holds; the floor is an empty C module.
#include "target.hpp"

#include <ctime>
#include <fstream>
#include <iterator>
#include <vector>

#include <sys/syscall.h>

namespace bench
{
namespace
{

// Instructions of this thread only: loading waits for other threads, and the clock of an idle machine jumps forward.
Count thread_time()
{
	timespec now{};
	::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return Count{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

std::vector<char> content(const std::string &path)
{
	std::ifstream file(path, std::ios::binary);
	return {std::istreambuf_iterator<char>(file), {}};
}

void load_and_unload(const char *column, const std::string &name)
{
	const std::vector<char> module = content("/t/" + name + ".ko");
	expect(!module.empty(), name);
	Count load = std::numeric_limits<Count>::max(), unload = load;
	for (int i = 0; i < 12; ++i) {
		Count begun = thread_time();
		const long loaded = call(SYS_init_module, address(module.data()),
					 static_cast<long>(module.size()), address(""));
		load = std::min(load, thread_time() - begun);
		expect(loaded == 0, "insmod " + name);
		begun = thread_time();
		const long unloaded = call(SYS_delete_module, address(name.c_str()), O_NONBLOCK);
		unload = std::min(unload, thread_time() - begun);
		expect(unloaded == 0, "rmmod " + name);
	}
	report("insmod", column, load);
	report("rmmod", column, unload);
}

} // namespace

void count_modules()
{
	load_and_unload("rusty", "rusty");
	load_and_unload("twin", "ctwin");
	load_and_unload("floor", "empty");
}

} // namespace bench
