// SPDX-License-Identifier: MIT
// Who may do what: a stranger, a member of the node's group, and a process in a container with nothing but the node.
#include "../guest/catch.hpp"

#include "../guest/guest.hpp"

#include <cstdio>
#include <cstdlib>
#include <functional>

#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

using namespace guest;

namespace
{

constexpr uid_t stranger = 65534;
constexpr int no_namespaces = 77;

// Becomes an ordinary user for good, in no group except perhaps the node's.
bool become(bool member)
{
	const gid_t group = 0; // the node's until udev gives it rusty's
	return ::setgroups(member ? 1 : 0, &group) == 0 && ::setresgid(stranger, stranger, stranger) == 0 &&
	       ::setresuid(stranger, stranger, stranger) == 0;
}

// Counts expectations; failed() is the number of the first that does not hold, or 0.
class Steps
{
public:
	void expect(bool holds)
	{
		++count_;
		if (!holds && failed_ == 0)
			failed_ = count_;
	}
	void expect(const Outcome &outcome, long wanted)
	{
		expect(outcome == wanted);
		if (!(outcome == wanted) && failed_ == count_)
			std::fprintf(stderr, "step %d: %lld, not %ld\n", count_, outcome.value(), wanted);
	}
	int failed() const { return failed_; }

private:
	int count_ = 0, failed_ = 0;
};

// What every user may do, and what only a user with write permission may do.
int use_node(bool may_write)
{
	Steps steps;
	File reader(O_RDONLY);
	steps.expect(!reader.read().empty());
	steps.expect(reader.snapshot().number == reader.number());
	steps.expect(Mapping(reader).read() == reader.snapshot());
	steps.expect(reader.events() == (POLLOUT | POLLWRNORM));
	steps.expect(reader.write("1"), -EBADF);
	__s64 number = 4;
	rusty_exchange exchange{4, 0};
	rusty_add add{1, 0, 0, 0};
	rusty_compare_exchange swap{4, 4, 0, 0, 0};
	steps.expect(reader.control(RUSTY_IOC_SET, &number), -EBADF);
	steps.expect(reader.control(RUSTY_IOC_EXCHANGE, &exchange), -EBADF);
	steps.expect(reader.control(RUSTY_IOC_ADD, &add), -EBADF);
	steps.expect(reader.control(RUSTY_IOC_COMPARE_EXCHANGE, &swap), -EBADF);
	for (int flags : {O_RDWR, O_WRONLY, O_RDONLY | O_TRUNC})
		steps.expect(open_outcome(device, flags), may_write ? 0 : -EACCES);
	if (may_write) {
		File writer;
		steps.expect(writer.write("2024"), 4);
		steps.expect(writer.add(1) == 2025);
		steps.expect(map_outcome(writer, PROT_READ | PROT_WRITE, MAP_SHARED), -EPERM);
	}
	// Only root may load or unload a module, make a node, or change the node's mode.
	steps.expect(Outcome::of(::syscall(SYS_delete_module, "rusty", O_NONBLOCK)), -EPERM);
	steps.expect(Outcome::of(::syscall(SYS_init_module, nullptr, 0, "")), -EPERM);
	steps.expect(Outcome::of(::mknod("/tmp/rusty", S_IFCHR | 0666, makedev(10, 1))).value() < 0);
	const Outcome opened_to_all = Outcome::of(::chmod(device.c_str(), 0666));
	steps.expect(opened_to_all == -EPERM || opened_to_all == -EROFS);
	return steps.failed();
}

int use_files(const Steps &before)
{
	Steps steps = before;
	for (const std::string &path : {sysfs + "number", sysfs + "unpinned_number", parameters + "number",
					parameters + "unpinned_number", parameters + "numbers"}) {
		steps.expect(!get(path).empty());
		for (int flags : {O_RDWR, O_WRONLY})
			steps.expect(open_outcome(path, flags), -EACCES);
	}
	return steps.failed();
}

// A root of its own with /dev/rusty and nothing else, and users, processes and mounts of its own. (A read-only
// mount does not matter to a device: its mode decides.)
int in_container(bool member)
{
	const std::string cell = "/tmp/cell";
	if (::unshare(CLONE_NEWNS) != 0)
		return no_namespaces;
	::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
	::mkdir(cell.c_str(), 0755);
	if (::mount("cell", cell.c_str(), "tmpfs", 0, nullptr) != 0 ||
	    ::mkdir((cell + "/dev").c_str(), 0755) != 0)
		return 101;
	File(O_WRONLY | O_CREAT, cell + device).close();
	if (::mount(device.c_str(), (cell + device).c_str(), nullptr, MS_BIND, nullptr) != 0 ||
	    ::mount(nullptr, (cell + device).c_str(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) !=
		    0)
		return 102;
	if (!become(member))
		return 103;
	if (::unshare(CLONE_NEWUSER | CLONE_NEWPID) != 0)
		return no_namespaces;
	// (/proc/self belongs to root since the change of user.)
	if (::chroot(cell.c_str()) != 0 || ::chdir("/") != 0)
		return 104;
	return Child([=] {
		       if (exists("/sys") || exists("/proc") || ::getpid() != 1)
			       return 105;
		       return use_node(member);
	       })
		.wait();
}

} // namespace

TEST_CASE_METHOD(Loaded, "a stranger reads, polls and maps, and changes nothing", "[security]")
{
	const State before = state();
	CHECK(Child([] { return become(false) ? use_node(false) : 100; }).wait() == 0);
	CHECK(Child([] { return become(false) ? use_files({}) : 100; }).wait() == 0);
	CHECK(state() == before);
}

TEST_CASE_METHOD(Loaded, "a member of the node's group stores through the node, not through sysfs",
		 "[security]")
{
	CHECK(Child([] { return become(true) ? use_node(true) : 100; }).wait() == 0);
	const State before = state();
	CHECK(before.number == 2025);
	CHECK(Child([] { return become(true) ? use_files({}) : 100; }).wait() == 0);
	CHECK(state() == before);
}

TEST_CASE_METHOD(Loaded, "in a container with nothing but the node, its mode decides as outside",
		 "[security]")
{
	for (bool member : {false, true}) {
		INFO((member ? "a member of its group" : "a stranger"));
		const std::uint64_t before = state().generation;
		const int status = Child([=] { return in_container(member); }).wait();
		if (status == no_namespaces) {
			WARN("this kernel has no user namespaces");
			return;
		}
		CHECK(status == 0);
		CHECK(state().generation == before + (member ? 2 : 0));
	}
}
