// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/hid/hid.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

struct Good {
	static Result<Box<Good>> probe(HidId, HidDevice);
	void raw_event(const HidReport &);
	static Span<const u8> report_fixup(HidDevice, Span<u8>);
};
struct Without {
};
struct Private {
private:
	static Result<Box<Private>> probe(HidDevice);
};
struct Member {
	Result<Box<Member>> probe(HidDevice);
};
struct Plain {
	static int probe(HidDevice);
};
struct Asks {
	static Result<Box<Asks>> probe(HidDevice, int);
};
struct HidesEvents {
	static Result<Box<HidesEvents>> probe(HidDevice);
private:
	void raw_event(const HidReport &);
};
struct OtherEvents {
	static Result<Box<OtherEvents>> probe(HidDevice);
	int raw_event(const HidReport &);
};
struct StaticEvents {
	static Result<Box<StaticEvents>> probe(HidDevice);
	static void raw_event(const HidReport &);
};
struct MemberFixup {
	static Result<Box<MemberFixup>> probe(HidDevice);
	Span<const u8> report_fixup(HidDevice, Span<u8>);
};
struct OtherFixup {
	static Result<Box<OtherFixup>> probe(HidDevice);
	static int report_fixup(HidDevice, Span<u8>);
};

template <typename D>
Result<void> drive()
{
	HidDriver<D> driver(HidIds{"pad", nullptr});
	return driver.register_driver();
}

[[maybe_unused]] void all(HidDevice device, HidHardware &hardware)
{
	(void)drive<Good>();
	(void)drive<Without>(); // FAULT: a driver's class has one public function that makes an object of a device
	(void)drive<Private>(); // FAULT: a driver's class has one public function that makes an object of a device
	(void)drive<Member>(); // FAULT: the driver's `probe` must be static
	(void)drive<Plain>(); // FAULT: the driver's `probe` must return Result<Box<D>>
	(void)drive<Asks>(); // FAULT: the driver's `probe` takes a parameter that there is not
	(void)drive<HidesEvents>(); // FAULT: the driver's `raw_event` is private
	(void)drive<OtherEvents>(); // FAULT: the driver's `raw_event` must be
	(void)drive<StaticEvents>(); // FAULT: the driver's `raw_event` must be
	(void)drive<MemberFixup>(); // FAULT: the driver's `report_fixup` must be
	(void)drive<OtherFixup>(); // FAULT: the driver's `report_fixup` must be
	HidDriver<Good> nameless(hid_ids::nowhere); // FAULT: nowhere
	HidHardware copy(hardware); // FAULT: (deleted|implicitly)
	hardware.start(HidConnect::hidraw); // FAULT: ignoring|an error would be ignored
	hardware.open(); // FAULT: ignoring|an error would be ignored
	hardware.output_report(1, {}); // FAULT: ignoring|an error would be ignored
	(void)hardware.start(4); // FAULT: (no matching|could not convert|no viable|cannot convert|cannot initialize)
	const u8 constant[] = {1};
	(void)hardware.get_report(HidReportType::input, 1, constant); // FAULT: (no matching|could not convert|no viable|cannot convert)
	(void)HidHardware(device).set_report(2, 1, constant); // FAULT: (no matching|could not convert|no viable|cannot convert|cannot initialize)
}

} // namespace
