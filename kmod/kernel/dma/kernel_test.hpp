// SPDX-License-Identifier: GPL-2.0-only
// Memory for devices, without one. (With one that reads and writes it: kernel/pci/kernel_test.hpp.)
#pragma once

#include "kernel/dma/dma.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

Outcome dma_addresses_and_masks()
{
	EXPECT(DmaAddress(0x123456789).low() == 0x23456789 && DmaAddress(0x123456789).high() == 1);
	EXPECT((DmaAddress(0xffffffff) + 1).value() == 0x100000000);
	EXPECT(set_dma_mask(Device(nullptr), 0).error() == errors::invalid);
	EXPECT(DmaBuffer::allocate(Device(nullptr), 0, Gfp::kernel).error() == errors::invalid);
	return {};
}

constexpr Test dma_tests[] = {
	{"dma: addresses have two halves, and what cannot be is refused", dma_addresses_and_masks},
};

} // namespace
} // namespace selftest
