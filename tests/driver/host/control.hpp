// SPDX-License-Identifier: MIT
// All ioctls of a loaded module, with an argument for each.
#pragma once

#include "loaded.hpp"

namespace driver
{

struct Control : Loaded {
	Open file;
	rusty_version version = {};
	s64 number = 0;
	rusty_add add = {};
	rusty_exchange exchange = {};
	rusty_compare_exchange compare = {};
	rusty_snapshot snapshot = {};

	struct Command {
		unsigned int command;
		void *argument;
		std::size_t size;
		bool returns_number, changes_number;
	};
	const Command commands[7] = {
		{RUSTY_IOC_VERSION, &version, sizeof(version), false, false},
		{RUSTY_IOC_GET, &number, sizeof(number), true, false},
		{RUSTY_IOC_SET, &number, sizeof(number), false, true},
		{RUSTY_IOC_ADD, &add, sizeof(add), true, true},
		{RUSTY_IOC_EXCHANGE, &exchange, sizeof(exchange), true, true},
		{RUSTY_IOC_COMPARE_EXCHANGE, &compare, sizeof(compare), true, true},
		{RUSTY_IOC_SNAPSHOT, &snapshot, sizeof(snapshot), true, false},
	};

	long do_add(s64 operand, u32 flags = 0)
	{
		add = {.operand = operand, .result = -1, .flags = flags, .reserved = 0};
		return file.control(RUSTY_IOC_ADD, &add);
	}
	long do_compare(s64 expected, s64 desired)
	{
		compare = {.expected = expected,
			   .desired = desired,
			   .previous = -1,
			   .exchanged = 7,
			   .reserved = 0};
		return file.control(RUSTY_IOC_COMPARE_EXCHANGE, &compare);
	}
};

} // namespace driver
