// SPDX-License-Identifier: GPL-2.0-only
// Files of many items: they come and go. (What is read from them the shell sees: those that the module's node has.)
#pragma once

#include "kernel/debugfs/debugfs.hpp"
#include "kernel/list/list.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/proc/proc_seq_file.hpp"
#include "tests/kit/selftest/ktap.hpp"

namespace selftest
{
namespace
{

constinit LockClass seq_class{"selftest_seq"};

// 400 items in a list, numbered from 0; number 200 has a text of several pages. They can be made to fail, by number.
class SeqItems : Pinned
{
	struct Item {
		u32 number = 0;
		ListLink link;
	};
	struct Contents : Pinned {
		Contents()
		{
			for (u32 number = 0; number < most; ++number) {
				items[number].number = number;
				list.push_back(items[number]);
			}
		}
		static constexpr u32 most = 400;
		Item items[most];
		List<Item, &Item::link> list;
	};

	class Walk : Pinned
	{
	public:
		explicit Walk(SeqItems &items) : items_(items), contents_(items.contents_.lock()) {}
		Result<Item *> start(u64 position)
		{
			if (position >= items_.refused_.load())
				return Errno(ENXIO);
			for (Item &item : contents_->list)
				if (position-- == 0)
					return &item;
			return nullptr;
		}
		Item *next(Item &item) { return contents_->list.next(item); }
		Result<void> show(const Item &item, TextWriter &text) const
		{
			text.print("item {}\n", item.number);
			for (int line = 0; item.number == 200 && line < 1000; ++line)
				text.print("line {}\n", line);
			return {};
		}

	private:
		SeqItems &items_;
		Mutex<Contents>::Held contents_;
	};

public:
	Result<void> create() { return proc_.create("rusty_selftest_items"); }
	Result<void> create_for_test() { return proc_.create("rusty_selftest_items_test", 0400); }
	Result<void> create_again() { return proc_.create("rusty_selftest_items_test", 0644); }
	// Of /proc and debugfs: start fails from this number on.
	void refuse_from(u64 position) { refused_.store(position); }
	// Nobody has left the lock held.
	bool is_free() { return contents_.try_lock().ok(); }
	template <typename Directory>
	void create_in(Directory &directory)
	{
		directory.template create_seq_file<Walk>("items", *this);
	}

private:
	Mutex<Contents> contents_{seq_class};
	Atomic<u64> refused_{NumericLimits<u64>::max()};
	ProcSeqFile<SeqItems, Walk> proc_{*this};
};

Outcome seq_file_comes_and_goes()
{
	for (int times = 0; times < 3; ++times) {
		auto items = TRY(VBox<SeqItems>::make(Gfp::kernel));
		EXPECT(items->create_again().error() == errors::invalid);
		TRY(items->create_for_test());
		EXPECT(items->create_for_test().error() == errors::busy);
		DebugDirectory directory("rusty_selftest_seq");
		items->create_in(directory);
		EXPECT(items->is_free());
	}
	return {};
}

constexpr Test seq_file_tests[] = {
	{"seq_file: files of many items come and go, in proc and debugfs", seq_file_comes_and_goes},
};

} // namespace
} // namespace selftest
