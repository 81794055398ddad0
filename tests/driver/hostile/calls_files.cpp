// SPDX-License-Identifier: MIT
// Files opened, closed, duplicated and moved in; and calls that the device does not implement.
#include "user.hpp"

#include <cerrno>
#include <climits>

#include <dirent.h>
#include <sys/sendfile.h>

namespace hostile
{

void User::open()
{
	OpenFile &file = files_[random_.below(files_.size())];
	static constexpr int ways[] = {O_RDWR, O_RDWR, O_RDWR, O_RDWR, O_RDONLY, O_WRONLY, O_ACCMODE};
	static constexpr int extras[] = {
		0, O_NONBLOCK, O_APPEND, O_TRUNC, O_SYNC, O_CREAT, O_NOFOLLOW | O_NOATIME};
	const int way = random_.pick(ways);
	int all = way | random_.pick(extras) | random_.pick(extras) | O_CLOEXEC;
	Errors may;
	if (random_.one_in(10)) {
		all |= random_.one_in(2) ? O_DIRECTORY : O_CREAT | O_EXCL;
		// (Any of these: kernels differ.)
		may.add_if((all & O_DIRECTORY) != 0, ENOTDIR);
		may.add_if((all & O_EXCL) != 0, EEXIST);
		may.add_if((all & (O_DIRECTORY | O_CREAT)) == (O_DIRECTORY | O_CREAT), EINVAL);
	}
	note("open", &file, nullptr, 0, 0, static_cast<unsigned long>(all));
	judge_.begin();
	const int fd = ::open(guest::device.c_str(), all, 0600);
	const long outcome = guest::Outcome::of(fd).value();
	over();
	if (may.check(outcome))
		return;
	if (file.fd >= 0)
		::close(file.fd);
	file = {};
	file.fd = fd;
	file.readable = way == O_RDWR || way == O_RDONLY;
	file.writable = way == O_RDWR || way == O_WRONLY;
}

// (What is used after it is -1: another thread may have got the same descriptor.)
void User::close()
{
	OpenFile &file = any_file();
	note("close", &file);
	judge_.begin();
	const long outcome = guest::Outcome::of(::close(file.fd)).value();
	over();
	expect_equal("outcome", file.fd < 0 ? -long{EBADF} : 0L, outcome);
	file = {};
}

// The copy continues where the original was: the state belongs to the open file, not to the descriptor.
void User::duplicate()
{
	OpenFile &file = any_file();
	note("dup", &file);
	judge_.begin();
	const int fd = random_.one_in(2) ? ::dup(file.fd) : ::fcntl(file.fd, F_DUPFD_CLOEXEC, 0);
	const long outcome = guest::Outcome::of(fd).value();
	over();
	Errors may;
	may.add_if(file.fd < 0, EBADF);
	if (may.check(outcome))
		return;
	::close(file.fd);
	file.fd = fd;
}

void User::seek()
{
	OpenFile &file = any_file();
	static constexpr long long offsets[] = {0, 0, 0, 0, 1, 5, 20, -1, LLONG_MAX, LLONG_MIN, 1LL << 32};
	static constexpr int whences[] = {SEEK_SET,  SEEK_SET,	SEEK_SET, SEEK_CUR, SEEK_END,
					  SEEK_DATA, SEEK_HOLE, 5,	  -1};
	const long long offset = random_.pick(offsets);
	const int whence = random_.pick(whences);
	const auto target =
		static_cast<long long>(static_cast<unsigned long long>(offset) +
				       static_cast<unsigned long long>(whence == SEEK_CUR ? file.offset : 0));
	const bool none = whence == SEEK_DATA || whence == SEEK_HOLE;
	if (none && offset < 0)
		return seek(); // its result is documented nowhere
	note("lseek", &file, nullptr, 0, offset, static_cast<unsigned long>(whence));
	judge_.begin();
	const long long outcome = guest::Outcome::of(::lseek(file.fd, offset, whence)).value();
	over();
	Errors may;
	may.add_if(file.fd < 0, EBADF);
	may.add_if(whence > SEEK_HOLE || whence < 0 || (!none && target < 0), EINVAL);
	may.add_if(none, ENXIO); // to these the file has length 0
	if (may.check(outcome))
		return;
	expect_equal("offset", static_cast<long long>(target), outcome);
	file.offset = target;
}

void User::flags()
{
	OpenFile &file = any_file();
	const int wanted = (random_.one_in(2) ? O_NONBLOCK : 0) | (random_.one_in(2) ? O_APPEND : 0);
	note("fcntl F_SETFL, F_GETFL", &file, nullptr, 0, 0, static_cast<unsigned long>(wanted));
	judge_.begin();
	const long set = guest::Outcome::of(::fcntl(file.fd, F_SETFL, wanted)).value();
	const long got = guest::Outcome::of(::fcntl(file.fd, F_GETFL)).value();
	over();
	if (file.fd < 0)
		return expect_equal("outcome", -long{EBADF}, set);
	expect_equal("outcome", 0L, set);
	expect_equal("flags", long{wanted}, got & (O_NONBLOCK | O_APPEND));
}

// Calls for other kinds of file: refused, and nothing has happened.
void User::misfit()
{
	OpenFile &file = any_file();
	const std::size_t kind = random_.below(7);
	char bytes[256];
	note("a call for another kind of file", &file, nullptr, 0, 0, kind);
	judge_.begin();
	long returned = 0;
	switch (kind) {
	case 0:
		returned = ::ftruncate(file.fd, 0);
		break;
	case 1:
		returned = ::fsync(file.fd);
		break;
	case 2:
		returned = ::fallocate(file.fd, 0, 0, 1);
		break;
	case 3: {
		[[maybe_unused]] const ssize_t filled = ::write(pipe_[1], "12", 2);
		returned = ::splice(pipe_[0], nullptr, file.fd, nullptr, 2, 0);
		[[maybe_unused]] const ssize_t emptied = ::read(pipe_[0], bytes, sizeof(bytes));
		break;
	}
	case 4:
		returned = ::sendfile(file.fd, attributes_[0], nullptr, 2);
		break;
	case 5:
		returned = ::copy_file_range(file.fd, nullptr, file.fd, nullptr, 8, 0);
		break;
	default:
		returned = ::getdents64(file.fd, bytes, sizeof(bytes));
	}
	const long outcome = guest::Outcome::of(returned).value();
	over();
	expect(outcome < 0, "an error", named(outcome));
}

} // namespace hostile
