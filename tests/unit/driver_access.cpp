// SPDX-License-Identifier: MIT
// Calls the driver's entry points as the kernel does.
#include "driver_access.hpp"

#include <algorithm>
#include <cstdlib>
#include <ostream>
#include <utility>
#include <vector>

namespace
{

// A buffer cut into three vectors, one of them empty.
struct Vectors {
	Vectors(char *buffer, std::size_t size)
		: segments{{buffer, std::min<std::size_t>(size, 2)}, {buffer, 0}, {}}, iterator{segments, 3,
												0}
	{
		// (Not with pointers: the buffer may be none.)
		segments[2] = {
			reinterpret_cast<char *>(reinterpret_cast<std::uintptr_t>(buffer) + segments[0].size),
			size - segments[0].size};
	}
	iov_iter::Segment segments[3];
	iov_iter iterator;
};

} // namespace

namespace driver
{

Open::Open(unsigned int mode, Way way) : file_{"/dev/rusty", mode, fake::registered()}, way_(way)
{
	if (fake::registered() == nullptr)
		fake::violated("a file opened of no device");
}

Open::~Open()
{
	if (entry_release(nullptr, &file_) != 0)
		fake::violated("release failed");
}

std::string Open::read(std::size_t size)
{
	std::vector<char> buffer(size + 1, '#');
	const long returned = read_into(fake::user(buffer.data()), size);
	if (returned < 0)
		return errno_text(static_cast<int>(-returned));
	for (std::size_t index = static_cast<std::size_t>(returned); index <= size; ++index)
		if (buffer[index] != '#')
			return "overwritten";
	return std::string(buffer.data(), static_cast<std::size_t>(returned));
}

std::string Open::read_at(loff_t offset, std::size_t size)
{
	const loff_t before = std::exchange(position, offset);
	std::string text = read(size);
	position = before;
	return text;
}

long Open::read_into(char *user_memory, std::size_t size)
{
	if (way_ == Way::buffer)
		return entry_read(&file_, user_memory, size, &position);
	Vectors vectors(user_memory, size);
	kiocb call = {{}, position, &file_};
	const long returned = entry_read_iter(&call, &vectors.iterator);
	position = call.ki_pos;
	if (vectors.iterator.done != static_cast<std::size_t>(returned < 0 ? 0 : returned))
		fake::violated("the vectors say another size than read");
	return returned;
}

long Open::write(std::string_view text)
{
	return write_from(fake::user(text.data()), text.size());
}

long Open::write_from(const char *user_memory, std::size_t size)
{
	if (way_ == Way::buffer)
		return entry_write(&file_, user_memory, size, &position);
	Vectors vectors(const_cast<char *>(user_memory), size);
	kiocb call = {{}, position, &file_};
	const long returned = entry_write_iter(&call, &vectors.iterator);
	position = call.ki_pos;
	return returned;
}

std::ostream &operator<<(std::ostream &out, const State &state)
{
	return out << state.number << " of generation " << state.generation;
}

State state()
{
	rusty_snapshot snapshot;
	if (Open(reading).control(RUSTY_IOC_SNAPSHOT, &snapshot) != 0)
		std::abort();
	return {snapshot.number, snapshot.generation};
}

std::string errno_text(int error)
{
	return "errno " + std::to_string(error);
}

void set_defaults()
{
	set_parameter(entry_parameter_set_number, "2023");
	set_parameter(entry_parameter_set_unpinned_number, "3202");
	set_parameter(entry_parameter_set_numbers, "72,108,200");
}

} // namespace driver
