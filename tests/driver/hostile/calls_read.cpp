// SPDX-License-Identifier: MIT
// Reads in all their forms, and what the text may be: one number's, from a read at 0 to the next read at 0.
#include "user.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>

#include <sys/sendfile.h>
#include <sys/uio.h>

#include "number_text.hpp"
#include "vectors.hpp"

namespace hostile
{

namespace
{

constexpr std::size_t longest = 21; // INT64_MIN and a newline
constexpr std::size_t shortest = 2;

std::size_t part_of(std::size_t text, long long offset, std::size_t size)
{
	// (An offset has 64 bits also on machines where sizes have 32.)
	return offset < 0 || offset >= static_cast<long long>(text)
		       ? 0
		       : std::min(size, text - static_cast<std::size_t>(offset));
}

bool overflows(long long offset, std::size_t size)
{
	return size > static_cast<std::size_t>(SSIZE_MAX) ||
	       offset > LLONG_MAX - static_cast<long long>(size);
}

long long any_offset(Random &random)
{
	static constexpr long long far[] = {-1,	       LLONG_MIN, LLONG_MAX, LLONG_MAX - 8,
					    1LL << 31, 1LL << 32, 4096};
	const std::size_t kind = random.below(8);
	return kind == 0 ? random.pick(far) : kind < 4 ? static_cast<long long>(random.below(24)) : 0;
}

std::size_t any_size(Random &random)
{
	static constexpr std::size_t sizes[] = {0,  1,	1,  1,	2,  3,	  5,	   10,	    19,
						20, 21, 22, 64, 64, 4096, 1 << 20, SIZE_MAX};
	return random.pick(sizes);
}

} // namespace

// What is known of a text must agree with what came; what was unknown is known from now on.
void User::take_text(OpenFile &file, const Reading &reading, std::size_t came, bool afresh)
{
	Text &text = file.text;
	if (afresh) {
		text = {};
		text.any = true;
		text.when = when_;
		text.looked = ++looks_;
		if (const guest::State *state = judge_.exact()) {
			text.state = *state;
			text.size = shown(state->number).copy(text.bytes, Text::room);
		}
	}
	const auto from = static_cast<std::size_t>(reading.offset);
	for (std::size_t i = 0; i < came; ++i) {
		char &known = text.bytes[from + i];
		const char byte = reading.bytes[i];
		expect(known == 0 || known == byte, guest::quoted({text.bytes, Text::room}).c_str(),
		       guest::quoted({reading.bytes, came}) + " at " + std::to_string(from));
		known = byte;
		if (byte == '\n' && text.size == Text::room)
			text.size = from + i + 1;
	}
	if (from + came != text.size)
		return;
	const std::string_view whole(text.bytes, text.size);
	Seen seen{true, whole.find('\0') == whole.npos, 0, text.state.generation, text.looked};
	if (seen.number_known) {
		const Parsed parsed = parse(whole);
		expect(parsed.error == 0 && shown(parsed.number) == whole,
		       "a number in decimal and a newline", guest::quoted(whole));
		seen.number = parsed.number;
		if (!judge_.exact())
			judge_.saw(seen.number, text.when);
	}
	// An ioctl may have seen a newer number meanwhile, and that stays seen.
	if (seen.looked > file.seen.looked)
		file.seen = seen;
}

void User::check_read(OpenFile &file, const Reading &reading, Errors may, long outcome)
{
	may.add_if(!file.readable, EBADF);
	may.add_if(overflows(reading.offset, reading.size), EINVAL);
	may.add_if(overflows(0, reading.size), EFAULT); // no memory is as large as that
	if (!may.none()) {
		may.check(outcome);
		return;
	}
	const bool afresh = reading.offset == 0 || !file.text.any;
	const guest::State *state = judge_.exact();
	const std::size_t known = !afresh ? file.text.size : state ? shown(state->number).size() : Text::room;
	const bool exactly = known != Text::room;
	const std::size_t most = part_of(exactly ? known : longest, reading.offset, reading.size);
	const std::size_t least = exactly ? most : part_of(shortest, reading.offset, reading.size);
	if (outcome == -EFAULT && most > reading.writable)
		return;
	const auto came = static_cast<std::size_t>(outcome);
	if (outcome < 0 || came < least || came > most || came > reading.writable)
		throw Violation{least > reading.writable
					? "-EFAULT"
					: std::to_string(least) + " to " + std::to_string(most) + " bytes",
				named(outcome)};
	if (came == 0)
		return;
	const std::string_view bytes(reading.bytes, came);
	const std::size_t end = bytes.find('\n');
	expect(came == most || end == came - 1, "a read as long as it may be", guest::quoted(bytes));
	expect(end == bytes.npos || end == came - 1, "nothing after the newline", guest::quoted(bytes));
	take_text(file, reading, came, afresh);
	if (reading.moves)
		file.offset += outcome;
}

void User::read()
{
	OpenFile &file = any_file();
	const bool moves = random_.one_in(2);
	const long long offset = moves ? file.offset : any_offset(random_);
	const std::size_t size = any_size(random_);
	const Place place = any_place(std::min(size, longest));
	note(moves ? "read" : "pread", &file, &place, size, offset);
	judge_.begin();
	const long outcome = guest::Outcome::of(moves ? ::read(file.fd, place.address, size)
						      : ::pread(file.fd, place.address, size, offset))
				     .value();
	over();
	Errors may;
	may.add_if(offset < 0, EINVAL);
	may.add_if(place.of_kernel && size != 0, EFAULT);
	check_read(file, {offset, size, place.writable, place.alias, moves}, may, outcome);
}

void User::readv()
{
	OpenFile &file = any_file();
	const bool moves = random_.one_in(2);
	const long long offset = moves ? file.offset : any_offset(random_);
	Vectors vectors(places_, random_, any_size(random_) % 80);
	note(moves ? "readv" : "preadv", &file, nullptr, vectors.size(), offset,
	     static_cast<unsigned long>(vectors.count()));
	judge_.begin();
	const long outcome =
		guest::Outcome::of(moves ? ::readv(file.fd, vectors.data(), vectors.count())
					 : ::preadv(file.fd, vectors.data(), vectors.count(), offset))
			.value();
	over();
	Errors may;
	may.add_if(offset < 0 || !vectors.count_is_valid(), EINVAL);
	may.add_if(vectors.of_kernel(), EFAULT);
	const std::string bytes = vectors.gather(outcome);
	check_read(file, {offset, vectors.size(), vectors.usable(), bytes.data(), moves}, may, outcome);
}

void User::splice_or_sendfile()
{
	OpenFile &file = any_file();
	const bool splices = random_.one_in(2), asks_to_move = random_.one_in(2);
	off_t offset = static_cast<off_t>(random_.one_in(2) ? 0 : random_.below(24));
	const bool moves = asks_to_move && file.offset < 4096;
	if (moves)
		offset = file.offset;
	const long long before = offset;
	const std::size_t size = 1 + random_.below(100);
	note(splices ? "splice" : "sendfile", &file, nullptr, size, offset);
	off_t *const place = moves ? nullptr : &offset;
	judge_.begin();
	const long outcome = guest::Outcome::of(splices ? ::splice(file.fd, place, pipe_[1], nullptr, size, 0)
							: ::sendfile(pipe_[1], file.fd, place, size))
				     .value();
	over();
	char bytes[128];
	const ssize_t came = ::read(pipe_[0], bytes, sizeof(bytes));
	expect_equal("bytes in the pipe", std::max(outcome, 0L), std::max(static_cast<long>(came), 0L));
	if (!moves)
		expect_equal("offset", before + std::max(outcome, 0L), static_cast<long long>(offset));
	check_read(file, {before, size, size, bytes, moves}, {}, outcome);
}

// Other threads read and rewind it meanwhile: a read at 0 that takes all is the device's number, others are part of some.
void User::shared_file()
{
	if (shared_ < 0)
		return read();
	char bytes[64] = "";
	rusty_snapshot snapshot{};
	const std::size_t kind = random_.below(4), size = 1 + random_.below(3);
	note("on the file that all threads share", nullptr, nullptr, size, 0, kind);
	judge_.begin();
	const long outcome = guest::Outcome::of(kind == 0   ? ::pread(shared_, bytes, sizeof(bytes), 0)
						: kind == 1 ? ::read(shared_, bytes, size)
						: kind == 2 ? ::ioctl(shared_, RUSTY_IOC_SNAPSHOT, &snapshot)
							    : ::lseek(shared_, 0, SEEK_SET))
				     .value();
	over();
	expect(outcome >= 0, "success", named(outcome));
	const std::string_view text(bytes, kind < 2 ? static_cast<std::size_t>(outcome) : 0);
	expect(text.find_first_not_of("-0123456789\n") == text.npos, "digits", guest::quoted(text));
	if (kind == 0) {
		const Parsed parsed = parse(text);
		expect(parsed.error == 0 && shown(parsed.number) == text, "a number and a newline",
		       guest::quoted(text));
		judge_.saw(parsed.number, when_);
	}
	if (kind == 2)
		judge_.saw({snapshot.number, snapshot.generation}, when_);
}

} // namespace hostile
