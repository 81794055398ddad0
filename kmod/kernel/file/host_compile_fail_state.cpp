// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/file/operations.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

template <typename D>
struct Host : FileHost {
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

struct Opens {
	using Operations = FileOperations<operation::open>;
	Result<void> open();
};
struct OpenUnlisted {
	using Operations = FileOperations<>;
	Result<void> open();
};
struct OpenMissing {
	using Operations = FileOperations<operation::open>;
};
class OpenPrivate
{
public:
	using Operations = FileOperations<operation::open>;

private:
	Result<void> open();
};
struct OpenOverloaded {
	using Operations = FileOperations<operation::open>;
	Result<void> open();
	Result<void> open(int);
};
struct OpenTemplate {
	using Operations = FileOperations<operation::open>;
	template <typename T>
	Result<void> open(T);
};
struct OpenTaking {
	using Operations = FileOperations<operation::open>;
	Result<void> open(UserReader);
};
struct OpenReturning {
	using Operations = FileOperations<operation::open>;
	bool open();
};
[[maybe_unused]] auto open_tables()
{
	(void)table<Opens>();
	(void)table<OpenUnlisted>(); // FAULT: `open` is a member of the device, but not in its Operations: list operation::open
	(void)table<OpenMissing>(); // FAULT: operation::open is in the device's Operations, but it has no member function `open`
	(void)table<OpenPrivate>(); // FAULT: `open` must be one public member function: it is private, overloaded or a template
	(void)table<OpenOverloaded>(); // FAULT: `open` must be one public member function: it is private, overloaded or a template
	(void)table<OpenTemplate>(); // FAULT: `open` must be one public member function: it is private, overloaded or a template
	(void)table<OpenTaking>(); // FAULT: `open` takes a parameter that this operation does not have: it may take, in any order, File
	(void)table<OpenReturning>(); // FAULT: the device.s `open` must return Result<void>, as it has no Open
}

struct Misspelt {
	using Operations = FileOperations<operation::read
					  , operation::raed // FAULT: (.raed. is not a member|no member named .raed.)
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
	(void)table<Unlisted>(); // FAULT: a device lists its operations: using Operations = FileOperations<operation::read, ...>;
	(void)table<Releasing>(); // FAULT: a device has no `release`: what a file holds is destroyed with its `Open`
	(void)table<Mapping>(); // FAULT: operation::mmap needs #include
	(void)table<Faulting>(); // FAULT: operation::fault needs #include
	(void)table<StateUnmade>(); // FAULT: the device.s `open` must return Result<Open>, as it has an Open
	(void)table<StateOfAnother>(); // FAULT: the device.s `read` takes a parameter that this operation does not have
	(void)table<Stateless>(); // FAULT: the device.s `read` takes a parameter that this operation does not have
	(void)table<PrivateState>(); // FAULT: the device.s `Open` must be a public type
	(void)table<OnDemandMade>(); // FAULT: the device.s `open` must return Result<void>, as it has no Open
}

} // namespace
