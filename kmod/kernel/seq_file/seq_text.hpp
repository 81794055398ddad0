// SPDX-License-Identifier: GPL-2.0-only
// SeqText: the text of a seq_file, which a member function writes. For the layer: ProcFile and DebugDirectory have files of such texts.
#pragma once

#include "kernel/core/field.hpp"
#include "kernel/core/member.hpp"
#include "kernel/format/format.hpp"

struct seq_file;

namespace kernel
{
namespace
{

// show() is what seq_file calls, with a const object of the function's class as its private data. It writes into seq_file's own buffer; where
// that is too small, it is called again, with twice the room.
template <auto function>
struct SeqText {
	static int show(seq_file *seq, void *)
	{
		using Class = ClassOf<function>;
		const auto &object = *static_cast<const Class *>(field<void *>(seq, LAYOUT_SEQ_FILE_PRIVATE));
		char *const buffer = field<char *>(seq, LAYOUT_SEQ_FILE_BUF);
		const size_t size = field<size_t>(seq, LAYOUT_SEQ_FILE_SIZE);
		volatile size_t &count = field<size_t>(seq, LAYOUT_SEQ_FILE_COUNT);
		TextWriter writer(Span<char>(buffer + count, size - count));
		const Result<void> shown = (object.*function)(writer);
		// (A count that is the size asks for more room.)
		count = writer.full() ? size : count + writer.text().size();
		return static_cast<int>(returned(shown));
	}
};

} // namespace
} // namespace kernel
