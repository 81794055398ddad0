// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/dma/dma_mapping.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

[[maybe_unused]] Result<Vec<u8>> faults(Device device, Vec<u8> bytes, VVec<u8> scattered, DmaBuffer &buffer)
{
	using Mapping = DmaMapping<DmaDirection::to_device>;
	Mapping lent = TRY(Mapping::map(device, kernel::move(bytes)));
	auto early = Mapping::map(device, bytes); // FAULT: (cannot bind|no matching|no viable)
	auto pieces = Mapping::map(device, kernel::move(scattered)); // FAULT: (cannot (bind|convert)|no matching|no viable|could not convert)
	Mapping twice(lent); // FAULT: (deleted|ill-formed|implicitly-deleted)
	DmaBuffer copied(buffer); // FAULT: (deleted|ill-formed|implicitly-deleted)
	buffer.write(0, "hello"); // FAULT: ignoring
	Vec<u8> back = lent.unmap(); // FAULT: (discards|cannot bind|passing|rvalue|expects)
	return kernel::move(lent).unmap();
}

} // namespace
