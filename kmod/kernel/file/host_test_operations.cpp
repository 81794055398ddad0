// SPDX-License-Identifier: GPL-2.0-only
// struct file_operations of devices: what their member functions are called with, and what the kernel gets to see.
#include "kernel/file/operations.hpp"

#include <cerrno>
#include <string>

#include "kernel/file/host_test_device.hpp"

using namespace kernel;
using fake::Way;

namespace
{

struct Nothing {
	using Operations = FileOperations<>;
};

// Each operation once, each with its parameters in another order.
class Echo
{
public:
	using Operations =
		FileOperations<operation::read, operation::write, operation::poll, operation::ioctl>;

	Result<size_t> read(Position position, UserWriter to, File file) const
	{
		if (file.nonblocking())
			return errors::would_block;
		const Text part =
			Text(text_, size_).from(static_cast<size_t>(position.get())).first(to.size());
		TRY(to.write(part));
		position.advance(part.size());
		return part.size();
	}
	Result<size_t> write(UserReader from)
	{
		if (from.size() > sizeof(text_))
			return errors::no_space;
		size_ = from.size();
		TRY(from.read(Span<char>(text_, size_)));
		return size_;
	}
	static PollEvents poll(PollTable, File file)
	{
		return file.writable() ? PollEvents::writable() : PollEvents::readable();
	}
	Result<long> ioctl(unsigned long argument, unsigned int command)
	{
		if (command == 7)
			return errors::not_a_command;
		return static_cast<long>(argument + command);
	}

private:
	char text_[16];
	size_t size_ = 0;
};

struct Silent {
	using Operations = FileOperations<operation::ioctl>;
	Result<void> ioctl(unsigned int command)
	{
		asked = command;
		return {};
	}
	unsigned int asked = 0;
};

struct Streaming {
	using Operations = FileOperations<operation::read, operation::nonseekable>;
	Result<size_t> read() { return size_t{0}; }
};

struct Refusing {
	using Operations = FileOperations<operation::open, operation::nonseekable>;
	Result<void> open(File file)
	{
		if (!file.readable())
			return errors::not_permitted;
		++opened;
		return {};
	}
	int opened = 0;
};

} // namespace

TEST_CASE_METHOD(
	Fresh, "a device that lists nothing has a table with its owner alone, and no file of it can do more")
{
	const Host<Nothing> host;
	const auto *const table = host.operations();
	CHECK(table->owner == &__this_module);
	CHECK(table->llseek == nullptr);
	CHECK((table->open == nullptr && table->release == nullptr));
	CHECK((table->read == nullptr && table->write == nullptr && table->read_iter == nullptr &&
	       table->write_iter == nullptr));
	CHECK((table->poll == nullptr && table->unlocked_ioctl == nullptr && table->compat_ioctl == nullptr));
	CHECK((table->mmap == nullptr && table->splice_read == nullptr && table->padding == nullptr));
}

TEST_CASE_METHOD(Fresh,
		 "each operation is called with what it takes, in its order, for buffers and for vectors")
{
	const Way way = GENERATE(Way::buffer, Way::vectors);
	Host<Echo> host;
	OpenHost file(host, fake::reading | fake::writing, 0, way);
	CHECK(file.opened() == 0);
	CHECK(file.write("hello") == 5);
	CHECK(file.read(3) == "hel");
	CHECK(file.position == 3);
	CHECK(file.read() == "lo");
	CHECK(file.read() == "");
	CHECK(file.write(std::string(17, 'x')) == -ENOSPC);
	CHECK(file.write_from(nullptr, 3) == -EFAULT);
	CHECK(file.poll() == (LAYOUT_EPOLLOUT | LAYOUT_EPOLLWRNORM));
	OpenHost reader(host, fake::reading, fake::nonblocking, way);
	CHECK(reader.poll() == (LAYOUT_EPOLLIN | LAYOUT_EPOLLRDNORM));
	CHECK(reader.read() == fake::errno_text(EAGAIN));
}

TEST_CASE_METHOD(Fresh, "what reads can be spliced, by the kernel's own function")
{
	Host<Echo> host;
	CHECK(host.operations()->splice_read == &shim_copy_splice_read);
	OpenHost file(host);
	CHECK(file.splice(10) == 0);
	CHECK(fake::take_file_calls() == "splice");
}

TEST_CASE_METHOD(Fresh, "an ioctl returns its value, nothing or its error, to processes of 32 bits too")
{
	Host<Echo> echo;
	OpenHost file(echo);
	CHECK(file.ioctl(2, 40) == 42);
	CHECK(file.ioctl(7, 40) == -ENOTTY);
	CHECK(file.compat_ioctl(2, 41) == 43);
	Host<Silent> silent;
	OpenHost other(silent);
	CHECK(other.ioctl(5, 0) == 0);
	CHECK(silent->asked == 5);
}

TEST_CASE_METHOD(Fresh, "a file can be sought in, unless its device says that it cannot")
{
	Host<Echo> echo;
	OpenHost file(echo);
	CHECK(file.seek(3, 0) == 3);
	CHECK(fake::take_file_calls() == "llseek");
	Host<Streaming> streaming;
	OpenHost stream(streaming);
	CHECK(stream.opened() == 0);
	CHECK(streaming.operations()->llseek == nullptr);
	CHECK(stream.seek(3, 0) == -ESPIPE);
	CHECK(Host<Silent>::operations()->llseek == nullptr); // (there is nothing to seek in)
	CHECK(fake::take_file_calls() == "nonseekable_open");
}

TEST_CASE_METHOD(
	Fresh,
	"an open that refuses is its error; one that has no state allocates nothing and releases nothing")
{
	Host<Refusing> host;
	{
		OpenHost refused(host, fake::writing);
		CHECK(refused.opened() == -EPERM);
		OpenHost file(host, fake::reading);
		CHECK(file.opened() == 0);
		CHECK(file.seek(3, 0) == -ESPIPE);
		CHECK(fake::live_allocations() == 0);
	}
	CHECK(host->opened == 1);
	CHECK(host.operations()->release == nullptr);
}
