// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/led/led.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Lamp {
	Result<void> set(unsigned int);
	void set_void(unsigned int);
	Result<void> set_nothing();
	Result<void> set_signed(int);
	static Result<void> set_class(unsigned int);
	Led<&Lamp::set> good{*this};
	Led<&Lamp::set_void> of_void{*this}; // FAULT: an LED calls a member function of its owner for its brightness
	Led<&Lamp::set_nothing> of_nothing{*this}; // FAULT: an LED calls a member function of its owner for its brightness
	Led<&Lamp::set_signed> of_signed{*this}; // FAULT: an LED calls a member function of its owner for its brightness
	Led<&Lamp::set_class> of_class{*this}; // FAULT: an LED calls a member function of its owner for its brightness
	Led<&Lamp::set> no_owner; // FAULT: (no matching|no default constructor|deleted|explicitly initialize)
};

[[maybe_unused]] void all(Lamp &lamp, Device parent)
{
	Lamp made;
	Led<&Lamp::set> copy(lamp.good); // FAULT: (deleted|implicitly)
	lamp.good.register_device(parent, "lamp", 1); // FAULT: ignoring|an error would be ignored
}

} // namespace
