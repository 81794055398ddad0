// SPDX-License-Identifier: MIT
// One thread that uses the device in every way there is, and what it knows of its open files.
#ifndef RUSTY_HOSTILE_USER_HPP
#define RUSTY_HOSTILE_USER_HPP

#include <array>
#include <cstdint>
#include <string>

#include "expectation.hpp"
#include "judge.hpp"
#include "places.hpp"
#include "random.hpp"

namespace hostile
{

// The text that an open file is reading: its bytes become known as they are read.
struct Text {
	static constexpr std::size_t room = 24;
	bool any = false;	 // nothing was read yet
	char bytes[room] = {};	 // 0: not known yet
	std::size_t size = room; // room: not known yet
	guest::State state{};	 // if there is only one thread
	Bounds when{};
	std::uint64_t looked = 0; // when, counted in looks of this thread
};

// What poll compares with: the last number that was read to its end.
struct Seen {
	bool any = false, number_known = false;
	std::int64_t number = 0;
	std::uint64_t generation = 0; // if there is only one thread
	std::uint64_t looked = 0;
};

struct OpenFile {
	int fd = -1;
	bool readable = false, writable = false;
	long long offset = 0;
	Text text;
	Seen seen;
};

// The call in progress, for the report: cheap to record, put into words only if it fails.
struct Call {
	const char *name = "";
	const char *place = "";
	int file = -1;
	long long size = 0, offset = 0;
	std::uint64_t command = 0; // or flags
	std::string words() const;
};

class User
{
public:
	// `shared` is a file that all threads use, or -1.
	User(Judge &judge, std::uint64_t seed, int shared, bool owns_unpinned);
	~User();
	User(const User &) = delete;
	User &operator=(const User &) = delete;

	// Makes one call, or a few that belong together, and returns how many. Throws Violation.
	std::size_t step();
	const Call &call() const { return call_; }
	const std::string &bytes() const { return text_; }

private:
	using Step = void (User::*)();
	struct Weighted {
		const char *name;
		unsigned weight;
		Step step;
	};
	static const Weighted steps[];

	void read(), readv(), splice_or_sendfile(), shared_file();    // calls_read.cpp
	void write(), writev();					      // calls_write.cpp
	void control(), unknown_control(), burst();		      // calls_ioctl.cpp
	void poll(), select(), epoll(), woken();		      // calls_wait.cpp
	void open(), close(), duplicate(), seek(), flags(), misfit(); // calls_files.cpp
	void map(), store_elsewhere();				      // calls_map.cpp
	void attribute_read(), attribute_write(), unpinned();	      // calls_sysfs.cpp

	OpenFile &any_file();
	Place any_place(std::size_t size) { return places_.any(random_, size); }
	void note(const char *name, const OpenFile *file, const Place *place = nullptr, std::size_t size = 0,
		  long long offset = 0, std::uint64_t command = 0);
	// `outcome` is the result of the call that was just made.
	Bounds over() { return when_ = judge_.end(); }

	struct Reading {
		long long offset;
		std::size_t size;
		std::size_t writable; // bytes of the buffer that can be written
		const char *bytes;    // what came
		bool moves;	      // the file's own offset
	};
	void check_read(OpenFile &file, const Reading &reading, Errors may, long outcome);
	void take_text(OpenFile &file, const Reading &reading, std::size_t came, bool afresh);
	void see(OpenFile &file, const guest::State &state, bool generation_known);
	bool may_store(std::string_view text, Errors &may, std::int64_t *number);
	std::string text_to_store();
	void check_store(std::string_view text, Errors may, long outcome);
	void operate(OpenFile &file, unsigned long command);
	void check_ready(OpenFile &file, bool readable);

	Judge &judge_;
	Random random_;
	Places places_;
	std::array<OpenFile, 8> files_;
	int shared_, pipe_[2], epoll_;
	int attributes_[3]; // sysfs number, parameter number, sysfs generation
	int witness_, witness_epoll_;
	std::uint64_t stores_at_witness_ = 0;
	bool witness_began_ = false;
	int unpinned_ = -1;
	std::int64_t unpinned_number_ = 0;
	std::uint64_t looks_ = 0;
	Bounds when_{};
	std::size_t more_ = 0; // calls of this step beyond the first
	Call call_;
	std::string text_; // what the call under way stores
};

} // namespace hostile

#endif
