// SPDX-License-Identifier: MIT
// Counts instructions in the guest: counts calls|rusty|wakeups|modules... prints a line for each row and column.
#include "target.hpp"

#include <string_view>

int main(int count, char **words)
{
	for (int i = 1; i < count; ++i) {
		const std::string_view what = words[i];
		if (what == "calls")
			bench::count_calls();
		else if (what == "rusty")
			bench::count_rusty();
		else if (what == "wakeups")
			bench::count_wakeups();
		else if (what == "modules")
			bench::count_modules();
		else
			return 2;
	}
	return 0;
}
