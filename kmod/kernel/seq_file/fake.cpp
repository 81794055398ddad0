// SPDX-License-Identifier: GPL-2.0-only
// How the kernel gets the text of a seq_file.
#include <algorithm>
#include <type_traits>
#include <vector>

#include "kernel/core/boundary.h"
#include "kernel/layouts.h"
#include "kernel/memory/shim.h"
#include "kernel/seq_file/operations.h"
#include "tests/kit/host/fake.hpp"

// As layout.c has it of a real kernel.
#define SAME_OPERATION(name, result, ...)                                                                    \
	static_assert(std::is_same_v<decltype(seq_operations::name), result (*)(__VA_ARGS__)>);
KERNEL_SEQ_OPERATIONS(SAME_OPERATION)

fake::SeqShown fake::show_seq(int (*show)(seq_file *, void *), void *data, std::size_t room)
{
	for (int times = 1;; ++times, room *= 2) {
		std::vector<char> page(room + 1, '#');
		seq_file seq{page.data(), room, 0, nullptr, data};
		const int returned = show(&seq, nullptr);
		if (page[room] != '#')
			violated("what shows a seq_file wrote beyond its room");
		if (returned != 0)
			return {returned, "", times};
		if (seq.count < room)
			return {0, std::string(page.data(), seq.count), times};
	}
}

namespace fake
{

OpenSeqFile::OpenSeqFile(const seq_operations *operations, std::size_t state_size, void *private_data,
			 std::size_t room)
	: operations_(operations), room_(room)
{
	file_.private_data = private_data;
	seq_.file = &file_;
	seq_.private_data = shim_kmalloc(state_size, LAYOUT_GFP_KERNEL_ACCOUNT | LAYOUT_GFP_ZERO);
}

OpenSeqFile::~OpenSeqFile()
{
	shim_kfree(seq_.private_data);
}

int OpenSeqFile::walk(std::size_t wanted)
{
	for (;; room_ *= 2) {
		std::vector<char> page(room_ + 1, '#');
		seq_.buf = page.data();
		seq_.size = room_;
		seq_.count = 0;
		++walks_;
		const auto error_of = [](const void *item) {
			const auto bits = reinterpret_cast<std::intptr_t>(item);
			return bits < 0 && bits >= -4095 ? static_cast<int>(bits) : 0;
		};
		void *item = operations_->start(&seq_, &index_);
		int error = error_of(item);
		bool grows = false;
		while (item != nullptr && error == 0 && pending_.size() + seq_.count < wanted) {
			const std::size_t before = seq_.count;
			error = operations_->show(&seq_, item);
			if (page[room_] != '#')
				violated("what shows a seq_file wrote beyond its room");
			if (error != 0 || seq_.count >= room_) {
				seq_.count = before;
				grows = error == 0 && before == 0;
				break;
			}
			const loff_t index = index_;
			item = operations_->next(&seq_, item, &index_);
			if (index_ == index)
				violated("next of a seq_file leaves the position where it is");
			error = error_of(item);
		}
		operations_->stop(&seq_, item);
		if (grows)
			continue;
		pending_.append(page.data(), seq_.count);
		return error;
	}
}

int OpenSeqFile::skip_to(std::size_t position)
{
	pending_.clear();
	index_ = 0;
	position_ = position;
	while (pending_.size() < position) {
		const loff_t index = index_;
		const int error = walk(position);
		if (error != 0)
			return error;
		if (index_ == index)
			break;
	}
	pending_.erase(0, position);
	return 0;
}

std::string OpenSeqFile::read(std::size_t size, std::size_t position)
{
	int error = position != position_ || position == 0 ? skip_to(position) : 0;
	if (error == 0 && pending_.size() < size)
		error = walk(size);
	if (pending_.empty() && error != 0)
		return errno_text(-error);
	const std::string text = pending_.substr(0, size);
	pending_.erase(0, size);
	position_ += text.size();
	return text;
}

std::string OpenSeqFile::read_all(std::size_t piece)
{
	std::string text;
	for (std::string part = read(piece, 0); !part.empty(); part = read(piece, text.size())) {
		text += part;
		if (part.compare(0, 6, "errno ") == 0)
			break;
	}
	return text;
}

} // namespace fake
