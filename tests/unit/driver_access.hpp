// SPDX-License-Identifier: MIT
// The driver as the kernel calls it: open files, and everything else by its entry point.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "fake.hpp"
#include "kernel/entries.h"
#include "parameter_access.hpp"
#include "uapi/rusty.h"

namespace driver
{

constexpr unsigned int reading = LAYOUT_FMODE_READ;
constexpr unsigned int writing = LAYOUT_FMODE_WRITE;

// Which entry points serve read and write: those of one buffer, or those of vectors (readv, writev, splice).
enum class Way { buffer, vectors };

constexpr unsigned int writable_events = LAYOUT_EPOLLOUT | LAYOUT_EPOLLWRNORM;
constexpr unsigned int readable_events = LAYOUT_EPOLLIN | LAYOUT_EPOLLRDNORM;

// One open file of the registered device, released at its end. What can fail returns a negative errno.
class Open
{
public:
	explicit Open(unsigned int mode = reading | writing, Way way = Way::buffer);
	~Open();
	Open(const Open &) = delete;
	Open &operator=(const Open &) = delete;

	// Read from `position` on: the text, or "errno 14".
	std::string read(std::size_t size = 100);
	std::string read_at(loff_t offset, std::size_t size = 100);
	long read_into(char *user_memory, std::size_t size);
	long write(std::string_view text);
	long write_from(const char *user_memory, std::size_t size);

	template <typename Argument>
	long control(unsigned int command, Argument *argument)
	{
		return entry_unlocked_ioctl(&file_, command, fake::user_address(argument));
	}
	unsigned int poll(poll_table_struct *table = nullptr) { return entry_poll(&file_, table); }
	bool readable() { return (poll() & readable_events) != 0; }
	file *raw() { return &file_; }

	loff_t position = 0;

private:
	file file_;
	Way way_;
};

struct State {
	std::int64_t number;
	std::uint64_t generation;
	bool operator==(const State &) const = default;
};
std::ostream &operator<<(std::ostream &out, const State &state);

// Through a file of its own.
State state();

std::string errno_text(int error);

// What the parameters are when the module is loaded; the driver keeps its last numbers in them when it goes.
void set_defaults();

} // namespace driver
