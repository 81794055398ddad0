// SPDX-License-Identifier: GPL-2.0-only
// Files in /proc of many items: in any pieces, from any offset, under a lock that is held from start to stop.
#include "kernel/proc/proc_seq_file.hpp"

#include "kernel/list/list.hpp"
#include "kernel/lock/mutex.hpp"
#include "tests/kit/host/fresh.hpp"

using kernel::Errno;
using kernel::List;
using kernel::ListLink;
using kernel::Mutex;
using kernel::ProcSeqFile;
using kernel::Result;
using kernel::TextWriter;
namespace errors = kernel::errors;

namespace
{

struct Job {
	Job(int number, std::string name) : number(number), name(std::move(name)) {}
	int number;
	std::string name;
	ListLink link;
};
constinit kernel::LockClass jobs_class{"jobs"};

class Jobs : kernel::Pinned
{
	using Queue = List<Job, &Job::link>;

	class Walk : kernel::Pinned
	{
	public:
		explicit Walk(Jobs &jobs) : jobs_(jobs), queue_(jobs.queue.lock()) { ++jobs_.walks; }
		~Walk() { --jobs_.walks; }
		Result<Job *> start(u64 position)
		{
			if (position >= jobs_.refused)
				return Errno(ENXIO);
			for (Job &job : *queue_)
				if (position-- == 0)
					return &job;
			return nullptr;
		}
		Job *next(Job &job) { return queue_->next(job); }
		Result<void> show(const Job &job, TextWriter &text) const
		{
			if (job.number == jobs_.broken)
				return Errno(EIO);
			if (job.number != 0)
				text.print("{} {}\n", job.number, job.name.c_str());
			return {};
		}

	private:
		Jobs &jobs_;
		Mutex<Queue>::Held queue_;
	};

public:
	Jobs()
	{
		for (Job *job : {&one, &two, &three})
			queue.with([&](Queue &items) { items.push_back(*job); });
	}
	void remove(Job &job)
	{
		queue.with([&](Queue &items) { items.remove(job); });
	}
	Job one{1, "one"}, two{2, "two"}, three{3, "three"};
	Mutex<Queue> queue{jobs_class};
	u64 refused = 100;
	int broken = 100;
	int walks = 0;
	ProcSeqFile<Jobs, Walk> proc{*this};
};

const std::string all = "1 one\n2 two\n3 three\n";

} // namespace

TEST_CASE_METHOD(Fresh, "the items of a file in /proc are read in any pieces, and from any offset")
{
	Jobs jobs;
	REQUIRE(jobs.proc.create("jobs").ok());
	CHECK(fake::mode_of_proc("jobs") == 0444);
	const auto file = fake::open_proc("jobs");
	for (const std::size_t piece : {1, 5, 6, 7, 12, 100})
		CHECK(file->read_all(piece) == all);
	CHECK(file->read(4, 8) == "two\n");
	CHECK(file->read(100, 3) == all.substr(3));
	CHECK(file->read(100, all.size()).empty());
	CHECK(file->read(100, 1000).empty());
	CHECK(file->read(3, 0) == "1 o");
	CHECK(jobs.walks == 0);
}

TEST_CASE_METHOD(Fresh, "an item that is longer than the room is shown again by another walk")
{
	Jobs jobs;
	jobs.two.name = std::string(100, 'x');
	REQUIRE(jobs.proc.create("jobs").ok());
	const auto file = fake::open_proc("jobs");
	const std::string longer = "1 one\n2 " + jobs.two.name + "\n3 three\n";
	CHECK(file->read_all(1000) == longer);
	CHECK(file->take_walks() == 6); // the first item; 16, 32, 64, 128 for the others; the end
	CHECK(file->read_all(1000) == longer);
	CHECK(jobs.walks == 0);
}

TEST_CASE_METHOD(Fresh, "an item without a text is passed over, and one that cannot be shown ends the read")
{
	Jobs jobs;
	REQUIRE(jobs.proc.create("jobs").ok());
	const auto file = fake::open_proc("jobs");
	jobs.two.number = 0;
	CHECK(file->read_all(100) == "1 one\n3 three\n");
	jobs.one.number = 0;
	CHECK(file->read_all(100) == "3 three\n");
	jobs.broken = 3;
	CHECK(file->read_all(100) == fake::errno_text(EIO));
	jobs.one.number = 1;
	CHECK(file->read_all(100) == "1 one\n" + fake::errno_text(EIO));
	jobs.broken = 100;
	jobs.refused = 0;
	CHECK(file->read_all(100) == fake::errno_text(ENXIO));
	jobs.refused = 1;
	CHECK(file->read_all(6) == "1 one\n" + fake::errno_text(ENXIO));
	CHECK(jobs.walks == 0);
}

TEST_CASE_METHOD(Fresh, "items come and go between two reads, which go on by number")
{
	Jobs jobs;
	REQUIRE(jobs.proc.create("jobs").ok());
	const auto file = fake::open_proc("jobs");
	CHECK(file->read(6, 0) == "1 one\n");
	jobs.remove(jobs.one);
	CHECK(file->read(100, 6) == "3 three\n");
	CHECK(file->read_all(100) == "2 two\n3 three\n");
	jobs.remove(jobs.two);
	jobs.remove(jobs.three);
	CHECK(file->read_all(100).empty());
}

TEST_CASE_METHOD(Fresh, "a file of items in /proc is made once, or not, and its name is free again")
{
	Jobs jobs;
	CHECK(jobs.proc.create("jobs", 0644).error() == errors::invalid);
	fake::fail_allocation(1);
	CHECK(jobs.proc.create("jobs").error() == errors::no_memory);
	REQUIRE(jobs.proc.create("jobs", 0400).ok());
	CHECK(fake::mode_of_proc("jobs") == 0400);
	CHECK(jobs.proc.create("jobs").error() == errors::busy);
	jobs.proc.remove();
	CHECK(fake::mode_of_proc("jobs") == 0);
	CHECK(jobs.proc.create("jobs").ok());
}
