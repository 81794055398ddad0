// SPDX-License-Identifier: MIT
// One fault for each check of drivers in C++ (lint.sh), behind the layer's headers as in a driver: a check that does not find its fault here
// would find none there.
#include "kernel/log/log.hpp"
#include "kernel/memory/box.hpp"

namespace
{

using namespace kernel;

int of_clang_tidy(Box<int> &from)
{
	const int *first = nullptr;
	if (*from > 1)
		first = &*from;
	return *first; // clang-tidy: null if the condition was false
}

int of_cppcheck(const Box<int> &from)
{
	int numbers[4] = {*from};
	return numbers[4]; // cppcheck: behind the array's end
}

} // namespace

int faults(Box<int> &box);
int faults(Box<int> &box)
{
	return of_clang_tidy(box) + of_cppcheck(box);
}
