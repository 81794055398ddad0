// SPDX-License-Identifier: MIT
// The table of the command line wants the verbs; nobody runs one.
#include "userspace/command/verbs.hpp"

#define VERB(name)                                                                                           \
	Status name(const Request &, const Output &)                                                         \
	{                                                                                                    \
		return Status::ok;                                                                           \
	}

namespace command
{

VERB(get) VERB(set) VERB(add) VERB(swap) VERB(cas) VERB(watch) VERB(wait) VERB(info) VERB(doctor) VERB(trace)

} // namespace command
