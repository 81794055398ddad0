// SPDX-License-Identifier: MIT
// A file descriptor that is closed once.
#ifndef RUSTY_DETAIL_DESCRIPTOR_HPP
#define RUSTY_DETAIL_DESCRIPTOR_HPP

#include <unistd.h>
#include <utility>

namespace rusty::detail
{

class Descriptor
{
public:
	Descriptor() = default;
	explicit Descriptor(int number) noexcept : number_(number) {}
	Descriptor(Descriptor &&other) noexcept : number_(std::exchange(other.number_, -1)) {}
	Descriptor &operator=(Descriptor &&other) noexcept
	{
		// (What was open here is closed now, not when the other one ends.)
		Descriptor old(std::exchange(number_, std::exchange(other.number_, -1)));
		return *this;
	}
	Descriptor(const Descriptor &) = delete;
	Descriptor &operator=(const Descriptor &) = delete;
	~Descriptor()
	{
		if (number_ >= 0)
			close(number_);
	}

	// -1 if there is none.
	int get() const noexcept { return number_; }

private:
	int number_ = -1;
};

} // namespace rusty::detail

#endif
