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

// Has show(writer) write into seq_file's own buffer. What has no room there asks for twice the room, and is shown again.
template <typename Show>
int show_in_seq_file(seq_file *seq, Show show)
{
	char *const buffer = field<char *>(seq, LAYOUT_SEQ_FILE_BUF);
	const size_t size = field<size_t>(seq, LAYOUT_SEQ_FILE_SIZE);
	volatile size_t &count = field<size_t>(seq, LAYOUT_SEQ_FILE_COUNT);
	TextWriter writer(Span<char>(buffer + count, size - count));
	const Result<void> shown = show(writer);
	// (A count that is the size asks for more room.)
	count = writer.full() ? size : count + writer.text().size();
	return static_cast<int>(returned(shown));
}

// show() is what seq_file calls, with a const object of the function's class as its private data.
template <auto function>
struct SeqText {
	static int show(seq_file *seq, void *)
	{
		using Class = ClassOf<function>;
		const auto &object = *static_cast<const Class *>(field<void *>(seq, LAYOUT_SEQ_FILE_PRIVATE));
		return show_in_seq_file(seq, [&](TextWriter &writer) { return (object.*function)(writer); });
	}
};

} // namespace
} // namespace kernel
