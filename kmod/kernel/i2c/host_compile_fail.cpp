// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/i2c/driver.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Good {
	static Result<Box<Good>> probe(I2cId, I2cClient);
};
struct Without {
};
struct Private {
private:
	static Result<Box<Private>> probe(I2cClient);
};
struct Member {
	Result<Box<Member>> probe(I2cClient);
};
struct Plain {
	static int probe(I2cClient);
};
struct OfOther {
	static Result<Box<Good>> probe(I2cClient);
};
struct Asks {
	static Result<Box<Asks>> probe(I2cClient, int);
};

template <typename D>
Result<void> drive()
{
	I2cDriver<D> driver(I2cIds{"chip", nullptr});
	return driver.register_driver();
}

[[maybe_unused]] void all(I2cClient client)
{
	(void)drive<Good>();
	(void)drive<Without>(); // FAULT: a driver's class has one public function that makes an object of a device
	(void)drive<Private>(); // FAULT: a driver's class has one public function that makes an object of a device
	(void)drive<Member>(); // FAULT: the driver's `probe` must be static
	(void)drive<Plain>(); // FAULT: the driver's `probe` must return Result<Box<D>>
	(void)drive<OfOther>(); // FAULT: the driver's `probe` must return Result<Box<D>>
	(void)drive<Asks>(); // FAULT: the driver's `probe` takes a parameter that there is not
	I2cDriver<Good> nameless(i2c_ids::nowhere); // FAULT: nowhere
	client.read_byte(); // FAULT: ignoring|an error would be ignored
	client.write_word_data(1, 2); // FAULT: ignoring|an error would be ignored
	client.check_functionality(I2C_FUNC_I2C); // FAULT: ignoring
	const u8 constant[] = {1};
	(void)client.receive(constant); // FAULT: (no matching|could not convert|no viable|cannot convert)
	I2cBlock block; // FAULT: (private|implicitly)
}

} // namespace
