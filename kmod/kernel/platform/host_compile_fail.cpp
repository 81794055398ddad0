// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/platform/platform.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Module {
};
struct Good {
	static Result<Box<Good>> probe(PlatformId, PlatformDevice);
	Result<void> suspend();
	Result<void> resume();
};
struct OfModule {
	static Result<Box<OfModule>> probe(PlatformDevice, Module &);
};
struct Without {
};
struct Private {
private:
	static Result<Box<Private>> probe(PlatformDevice);
};
struct Member {
	Result<Box<Member>> probe(PlatformDevice);
};
struct Plain {
	static int probe(PlatformDevice);
};
struct OfOther {
	static Result<Box<Good>> probe(PlatformDevice);
};
struct Asks {
	static Result<Box<Asks>> probe(PlatformDevice, int);
};
struct Sleepless {
	static Result<Box<Sleepless>> probe(PlatformDevice);
	Result<void> suspend();
};
struct Sleeping {
	static Result<Box<Sleeping>> probe(PlatformDevice);
	int suspend();
	Result<void> resume();
};
struct Secret {
	static Result<Box<Secret>> probe(PlatformDevice);
	Result<void> suspend();
private:
	Result<void> resume();
};

constexpr PlatformIds ids({"chip", nullptr, nullptr, nullptr}, PlatformIds::none);

template <typename D>
Result<void> drive()
{
	PlatformDriver<D> driver(ids);
	return driver.register_driver();
}

[[maybe_unused]] Result<void> all(PlatformDevice device, Module &module)
{
	(void)drive<Good>();
	(void)drive<Without>(); // FAULT: a driver's class has one public function that makes an object of a device
	(void)drive<Private>(); // FAULT: a driver's class has one public function that makes an object of a device
	(void)drive<Member>(); // FAULT: the driver's `probe` must be static
	(void)drive<Plain>(); // FAULT: the driver's `probe` must return Result<Box<D>>
	(void)drive<OfOther>(); // FAULT: the driver's `probe` must return Result<Box<D>>
	(void)drive<Asks>(); // FAULT: the driver's `probe` takes a parameter that there is not
	(void)drive<OfModule>(); // FAULT: the driver's `probe` takes a parameter that there is not
	(void)drive<Sleepless>(); // FAULT: a driver with one of `suspend` and `resume` has both
	(void)drive<Sleeping>(); // FAULT: the driver's `suspend` must be Result<void> suspend()
	(void)drive<Secret>(); // FAULT: must each be one public member function
	PlatformDriver<OfModule, Module> contextual(ids, module);
	TRY(contextual.register_driver());
	PlatformDriver<OfModule, Module> contextless(ids); // FAULT: is given the context, too
	PlatformDriver<Good> nameless(platform_ids::nowhere); // FAULT: nowhere
	PlatformDriver<Good> unnamed(acpi_ids::nowhere); // FAULT: nowhere
	PlatformDriver<Good> treeless(of_ids::nowhere); // FAULT: nowhere
	PlatformDriver<Good> driver(ids);
	PlatformDriver<Good> copied(driver); // FAULT: (deleted|ill-formed)
	driver.register_driver(); // FAULT: ignoring|an error would be ignored
	device.get_irq(0); // FAULT: ignoring|an error would be ignored
	auto registers = TRY(PlatformMemory<0x10>::map(device, 0));
	auto nothing = TRY(PlatformMemory<0>::map(device, 0)); // FAULT: PlatformMemory is told how many bytes the registers take
	registers.write(Register<u32, 0x10>(), 1); // FAULT: this register lies beyond the end of the memory
	PlatformDeviceRegistration own;
	PlatformDeviceRegistration another(own); // FAULT: (deleted|ill-formed)
	own.register_device("chip"); // FAULT: ignoring|an error would be ignored
	return own.register_device("chip");
}

} // namespace
