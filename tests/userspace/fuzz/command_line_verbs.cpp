// SPDX-License-Identifier: MIT
// The command line's table refers to the functions of the verbs; none of them is called.
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
