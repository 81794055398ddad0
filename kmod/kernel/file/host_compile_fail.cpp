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

struct Reads {
	using Operations = FileOperations<operation::read>;
	Result<size_t> read(UserWriter);
};
struct ReadUnlisted {
	using Operations = FileOperations<>;
	Result<size_t> read(UserWriter);
};
struct ReadMissing {
	using Operations = FileOperations<operation::read>;
};
class ReadPrivate
{
public:
	using Operations = FileOperations<operation::read>;

private:
	Result<size_t> read(UserWriter);
};
struct ReadOverloaded {
	using Operations = FileOperations<operation::read>;
	Result<size_t> read(UserWriter);
	Result<size_t> read(int);
};
struct ReadTemplate {
	using Operations = FileOperations<operation::read>;
	template <typename T>
	Result<size_t> read(T);
};
struct ReadTaking {
	using Operations = FileOperations<operation::read>;
	Result<size_t> read(UserReader);
};
struct ReadReturning {
	using Operations = FileOperations<operation::read>;
	bool read(UserWriter);
};
[[maybe_unused]] auto read_tables()
{
	(void)table<Reads>();
	(void)table<ReadUnlisted>(); // FAULT: `read` is a member of the device, but not in its Operations: list operation::read
	(void)table<ReadMissing>(); // FAULT: operation::read is in the device's Operations, but it has no member function `read`
	(void)table<ReadPrivate>(); // FAULT: `read` must be one public member function: it is private, overloaded or a template
	(void)table<ReadOverloaded>(); // FAULT: `read` must be one public member function: it is private, overloaded or a template
	(void)table<ReadTemplate>(); // FAULT: `read` must be one public member function: it is private, overloaded or a template
	(void)table<ReadTaking>(); // FAULT: `read` takes a parameter that this operation does not have: it may take, in any order, Open &, File, UserWriter, Position
	(void)table<ReadReturning>(); // FAULT: the device.s `read` must return Result<size_t>
}

struct Writes {
	using Operations = FileOperations<operation::write>;
	Result<size_t> write(UserReader);
};
struct WriteUnlisted {
	using Operations = FileOperations<>;
	Result<size_t> write(UserReader);
};
struct WriteMissing {
	using Operations = FileOperations<operation::write>;
};
class WritePrivate
{
public:
	using Operations = FileOperations<operation::write>;

private:
	Result<size_t> write(UserReader);
};
struct WriteOverloaded {
	using Operations = FileOperations<operation::write>;
	Result<size_t> write(UserReader);
	Result<size_t> write(int);
};
struct WriteTemplate {
	using Operations = FileOperations<operation::write>;
	template <typename T>
	Result<size_t> write(T);
};
struct WriteTaking {
	using Operations = FileOperations<operation::write>;
	Result<size_t> write(UserWriter);
};
struct WriteReturning {
	using Operations = FileOperations<operation::write>;
	bool write(UserReader);
};
[[maybe_unused]] auto write_tables()
{
	(void)table<Writes>();
	(void)table<WriteUnlisted>(); // FAULT: `write` is a member of the device, but not in its Operations: list operation::write
	(void)table<WriteMissing>(); // FAULT: operation::write is in the device's Operations, but it has no member function `write`
	(void)table<WritePrivate>(); // FAULT: `write` must be one public member function: it is private, overloaded or a template
	(void)table<WriteOverloaded>(); // FAULT: `write` must be one public member function: it is private, overloaded or a template
	(void)table<WriteTemplate>(); // FAULT: `write` must be one public member function: it is private, overloaded or a template
	(void)table<WriteTaking>(); // FAULT: `write` takes a parameter that this operation does not have: it may take, in any order, Open &, File, UserReader, Position
	(void)table<WriteReturning>(); // FAULT: the device.s `write` must return Result<size_t>
}

struct Polls {
	using Operations = FileOperations<operation::poll>;
	PollEvents poll(PollTable);
};
struct PollUnlisted {
	using Operations = FileOperations<>;
	PollEvents poll(PollTable);
};
struct PollMissing {
	using Operations = FileOperations<operation::poll>;
};
class PollPrivate
{
public:
	using Operations = FileOperations<operation::poll>;

private:
	PollEvents poll(PollTable);
};
struct PollOverloaded {
	using Operations = FileOperations<operation::poll>;
	PollEvents poll(PollTable);
	PollEvents poll(int);
};
struct PollTemplate {
	using Operations = FileOperations<operation::poll>;
	template <typename T>
	PollEvents poll(T);
};
struct PollTaking {
	using Operations = FileOperations<operation::poll>;
	PollEvents poll(UserReader);
};
struct PollReturning {
	using Operations = FileOperations<operation::poll>;
	bool poll(PollTable);
};
[[maybe_unused]] auto poll_tables()
{
	(void)table<Polls>();
	(void)table<PollUnlisted>(); // FAULT: `poll` is a member of the device, but not in its Operations: list operation::poll
	(void)table<PollMissing>(); // FAULT: operation::poll is in the device's Operations, but it has no member function `poll`
	(void)table<PollPrivate>(); // FAULT: `poll` must be one public member function: it is private, overloaded or a template
	(void)table<PollOverloaded>(); // FAULT: `poll` must be one public member function: it is private, overloaded or a template
	(void)table<PollTemplate>(); // FAULT: `poll` must be one public member function: it is private, overloaded or a template
	(void)table<PollTaking>(); // FAULT: `poll` takes a parameter that this operation does not have: it may take, in any order, Open &, File, PollTable
	(void)table<PollReturning>(); // FAULT: the device.s `poll` must return PollEvents
}

struct Ioctls {
	using Operations = FileOperations<operation::ioctl>;
	Result<void> ioctl(unsigned int);
};
struct IoctlUnlisted {
	using Operations = FileOperations<>;
	Result<void> ioctl(unsigned int);
};
struct IoctlMissing {
	using Operations = FileOperations<operation::ioctl>;
};
class IoctlPrivate
{
public:
	using Operations = FileOperations<operation::ioctl>;

private:
	Result<void> ioctl(unsigned int);
};
struct IoctlOverloaded {
	using Operations = FileOperations<operation::ioctl>;
	Result<void> ioctl(unsigned int);
	Result<void> ioctl(int);
};
struct IoctlTemplate {
	using Operations = FileOperations<operation::ioctl>;
	template <typename T>
	Result<void> ioctl(T);
};
struct IoctlTaking {
	using Operations = FileOperations<operation::ioctl>;
	Result<void> ioctl(UserReader);
};
struct IoctlReturning {
	using Operations = FileOperations<operation::ioctl>;
	bool ioctl(unsigned int);
};
[[maybe_unused]] auto ioctl_tables()
{
	(void)table<Ioctls>();
	(void)table<IoctlUnlisted>(); // FAULT: `ioctl` is a member of the device, but not in its Operations: list operation::ioctl
	(void)table<IoctlMissing>(); // FAULT: operation::ioctl is in the device's Operations, but it has no member function `ioctl`
	(void)table<IoctlPrivate>(); // FAULT: `ioctl` must be one public member function: it is private, overloaded or a template
	(void)table<IoctlOverloaded>(); // FAULT: `ioctl` must be one public member function: it is private, overloaded or a template
	(void)table<IoctlTemplate>(); // FAULT: `ioctl` must be one public member function: it is private, overloaded or a template
	(void)table<IoctlTaking>(); // FAULT: `ioctl` takes a parameter that this operation does not have: it may take, in any order, Open &, File, unsigned int command
	(void)table<IoctlReturning>(); // FAULT: the device.s `ioctl` must return Result<void>, Result<int> or Result<long>
}

} // namespace
