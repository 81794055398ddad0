// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/io/mmio.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

constexpr ReadOnlyRegister<u32, 0x00> identification;
constexpr Register<u32, 0x08> factorial;
constexpr WriteOnlyRegister<u32, 0x64> acknowledge;
constexpr Register<u32, 0x90> behind;
constexpr Register<u64, 0x88> last;

[[maybe_unused]] Result<void> faults(Mmio<0x90> &registers)
{
	registers.write(factorial, 5);
	registers.write(last, 5);
	(void)registers.read(identification);
	registers.write(identification, 5); // FAULT: this register is only read
	(void)registers.read(acknowledge); // FAULT: this register is only written
	(void)registers.read(behind); // FAULT: this register lies beyond the end of the memory
	registers.write(behind, 1); // FAULT: this register lies beyond the end of the memory
	constexpr Register<u32, 0x0a> crooked; registers.write(crooked, 1); // FAULT: a register's offset is a multiple of its width
	constexpr Register<s32, 0x08> number; registers.write(number, 1); // FAULT: a register is an u8, u16 or u32
	constexpr Register<bool, 0x08> truth; registers.write(truth, true); // FAULT: a register is an u8, u16 or u32
	(void)registers.read(0x08); // FAULT: (not a class|no matching)
	Mmio<0x90> copied(registers); // FAULT: (deleted|ill-formed)
	registers.read_at<u32>(0x08); // FAULT: ignoring
	(void)registers.poll_atomic(acknowledge, [](u32) { return true; }, 1_us, 1_ms); // FAULT: this register is only written
	return registers.write_at<u32>(0x08, 1);
}

} // namespace
