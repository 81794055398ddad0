// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/file/operations.hpp"

using namespace kernel;

namespace
{

template <typename D>
struct Host {
	using Device = D;
	static constexpr bool may_go = false;
	D &device();
};
// As a device is registered with it.
template <typename D>
const void *table()
{
	return &file_operations_of<Host<D>>;
}

struct Misspelt {
	using Operations =
		FileOperations<operation::read,
			       operation::raed // FAULT: (.raed. is not a member|no member named .raed.)
			       >;
	Result<size_t> read();
};
struct Unlisted {
	Result<size_t> read();
};
struct Releasing {
	using Operations = FileOperations<>;
	void release();
};
struct Mapping {
	using Operations = FileOperations<operation::mmap>;
};
struct Faulting {
	using Operations = FileOperations<operation::fault>;
};
struct State {
	using Operations = FileOperations<operation::open, operation::read>;
	struct Open {
		int count = 0;
	};
	Result<Open> open(File);
	Result<size_t> read(const Open &);
};
struct StateUnmade : State {
	Result<void> open(File);
};
struct StateOfAnother : State {
	struct Open {
	};
	Result<Open> open(File);
};
struct Stateless {
	using Operations = FileOperations<operation::read>;
	Result<size_t> read(State::Open &);
};
class PrivateState
{
	struct Open {
	};

public:
	using Operations = FileOperations<>;
};
struct OnDemandMade {
	using Operations = FileOperations<operation::open>;
	using Open = OnDemand<int>;
	Result<Open> open(File);
};
[[maybe_unused]] auto tables()
{
	(void)table<Misspelt>();
	(void)table<State>();
	(void)table<
		Unlisted>(); // FAULT: a device lists its operations: using Operations = FileOperations<operation::read, ...>;
	(void)table<
		Releasing>(); // FAULT: a device has no `release`: what a file holds is destroyed with its `Open`
	(void)table<Mapping>();	    // FAULT: operation::mmap needs #include
	(void)table<Faulting>();    // FAULT: operation::fault needs #include
	(void)table<StateUnmade>(); // FAULT: the device.s `open` must return Result<Open>, as it has an Open
	(void)table<
		StateOfAnother>(); // FAULT: the device.s `read` takes a parameter that this operation does not have
	(void)table<
		Stateless>(); // FAULT: the device.s `read` takes a parameter that this operation does not have
	(void)table<PrivateState>(); // FAULT: the device.s `Open` must be a public type
	(void)table<OnDemandMade>(); // FAULT: the device.s `open` must return Result<void>, as it has no Open
}

} // namespace
