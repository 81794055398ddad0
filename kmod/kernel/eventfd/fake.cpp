// SPDX-License-Identifier: GPL-2.0-only
// The shims of eventfds.
#include "kernel/eventfd/shim.h"

#include <cerrno>
#include <map>
#include <string>

#include "tests/kit/host/fake.hpp"

namespace
{

constexpr int first_descriptor = 3;
std::map<int, eventfd_ctx *> descriptors;
int contexts;

const fake::Part part([] {},
		      [] {
			      return contexts == 0
					     ? std::string()
					     : std::to_string(contexts) + " eventfds that somebody holds";
		      });

eventfd_ctx *error(long number)
{
	return reinterpret_cast<eventfd_ctx *>(-number);
}

} // namespace

namespace fake
{

EventFd::EventFd() : descriptor_(first_descriptor), context_(new eventfd_ctx)
{
	while (descriptors.count(descriptor_) != 0)
		++descriptor_;
	descriptors[descriptor_] = context_;
	++contexts;
}

EventFd::~EventFd()
{
	descriptors.erase(descriptor_);
	shim_eventfd_ctx_put(context_);
}

} // namespace fake

// (Descriptors below are open, and something else.)
struct eventfd_ctx *shim_eventfd_ctx_fdget(int descriptor)
{
	if (descriptor >= 0 && descriptor < first_descriptor)
		return error(EINVAL);
	const auto found = descriptors.find(descriptor);
	if (found == descriptors.end())
		return error(EBADF);
	++found->second->references;
	return found->second;
}

void shim_eventfd_ctx_put(struct eventfd_ctx *context)
{
	if (--context->references != 0)
		return;
	delete context;
	--contexts;
}

void shim_eventfd_signal(struct eventfd_ctx *context)
{
	if (context->count != ~0ULL)
		++context->count;
}
