// SPDX-License-Identifier: MIT
// The edu driver, on two cards of QEMU (-device edu): its answers, many users at once, and the removal of a card in use.
// Guests without these cards leave the tests out; tests/driver/edu/test_edu.py runs them.
#include "catch.hpp"

#include "guest.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <dirent.h>
#include <sys/stat.h>

using namespace guest;

namespace
{

const std::string driver = "/sys/bus/pci/drivers/edu/";
constexpr std::size_t memory_size = 4095;

std::string node(int number)
{
	return "/dev/edu" + std::to_string(number);
}
std::string memory(int number)
{
	return "/sys/class/misc/edu" + std::to_string(number) + "/card/memory";
}

// The addresses of the cards that are bound to the driver: "0000:00:04.0".
std::vector<std::string> cards()
{
	std::vector<std::string> names;
	DIR *const folder = ::opendir(driver.c_str());
	REQUIRE(folder != nullptr);
	while (const dirent *entry = ::readdir(folder))
		if (std::string(entry->d_name).starts_with("0000:"))
			names.push_back(entry->d_name);
	::closedir(folder);
	std::sort(names.begin(), names.end());
	return names;
}

Outcome read_answer(File &file, std::string &answer)
{
	char text[16];
	const Outcome outcome = Outcome::of(::read(file.fd(), text, sizeof(text)));
	if (outcome.value() > 0)
		answer.assign(text, static_cast<std::size_t>(outcome.value()));
	return outcome;
}

std::string ask(File &file, const std::string &number)
{
	std::string answer;
	REQUIRE(file.write(number) == static_cast<long long>(number.size()));
	REQUIRE(read_answer(file, answer).value() > 0);
	return answer;
}

std::string pattern(char first)
{
	std::string bytes(memory_size, '\0');
	for (std::size_t index = 0; index < bytes.size(); ++index)
		bytes[index] = static_cast<char>(first + index * 7 + index / 251);
	return bytes;
}

struct Cards : Unloaded {
	Module module{"", "edu"};
};

} // namespace

TEST_CASE_METHOD(Unloaded, "edu has a node for each card, and none when it is unloaded", "[edu]")
{
	{
		Module module("", "edu");
		CHECK(cards().size() == 2);
		CHECK((exists(node(0)) && exists(node(1)) && !exists(node(2))));
		CHECK(mode(node(0)) == (S_IFCHR | 0600));
		CHECK(get("/sys/bus/pci/devices/" + cards()[0] + "/modalias")
			      .starts_with("pci:v00001234d000011E8"));
	}
	CHECK((!exists(node(0)) && !exists(node(1))));
	CHECK(get("/proc/iomem").find(" : edu\n") == std::string::npos);
	CHECK(get("/proc/interrupts").find(" edu\n") == std::string::npos);
}

TEST_CASE_METHOD(Cards, "edu answers a number with its factorial, once, to the file that asked", "[edu]")
{
	File file(O_RDWR, node(0)), other(O_RDWR, node(0));
	std::string answer;
	CHECK(read_answer(file, answer) == 0);
	CHECK(ask(file, "5\n") == "120\n");
	CHECK(read_answer(file, answer) == 0);
	CHECK(ask(file, "0") == "1\n");
	CHECK(ask(file, "12") == "479001600\n");
	CHECK(other.write("3") == 1);
	CHECK(read_answer(file, answer) == 0);
	CHECK(read_answer(other, answer) == 2);
	CHECK(answer == "6\n");
	CHECK(file.write("13") == -ERANGE);
	CHECK(file.write("-1") == -ERANGE);
	CHECK(file.write("five") == -EINVAL);
	CHECK(file.write("") == -EINVAL);
	CHECK(file.write(std::string(17, '0')) == -EINVAL);
	CHECK(Outcome::of(::write(file.fd(), bad_pointers()[0], 1)) == -EFAULT);
	CHECK(file.write("4") == 1);
	char small[15];
	CHECK(Outcome::of(::read(file.fd(), small, sizeof(small))) == -EINVAL);
	CHECK(read_answer(file, answer) == 3);
}

TEST_CASE_METHOD(Cards, "edu's interrupts are counted by the kernel, one for each answer", "[edu]")
{
	const auto interrupts = [] {
		return std::stoul(shell("awk '/ edu$/ { for (i = 2; i <= NF && $i ~ /^[0-9]+$/; i++) n += $i "
					"} END { print n }' "
					"/proc/interrupts"));
	};
	File file(O_RDWR, node(1));
	const auto before = interrupts();
	for (int times = 0; times < 10; ++times)
		CHECK(ask(file, "6") == "720\n");
	CHECK(interrupts() - before >= 10);
}

TEST_CASE_METHOD(Cards, "edu's memory is written and read by DMA, and each card has its own", "[edu]")
{
	const std::string first = pattern('a'), second = pattern('Z');
	CHECK(put(memory(0), first) == static_cast<long long>(first.size()));
	CHECK(put(memory(1), second) == static_cast<long long>(second.size()));
	CHECK(get(memory(0)) == first);
	CHECK(get(memory(1)) == second);
	{
		File file(O_RDWR, memory(0));
		CHECK(Outcome::of(::pwrite(file.fd(), "in the middle", 13, 1000)) == 13);
		CHECK(file.read_at(998, 17) ==
		      first.substr(998, 2) + "in the middle" + first.substr(1013, 2));
		CHECK(Outcome::of(::pwrite(file.fd(), "over", 4, memory_size - 2)) == 2);
		CHECK(Outcome::of(::pwrite(file.fd(), "over", 4, memory_size)) == -EFBIG);
		CHECK(file.read_at(memory_size - 3) == first.substr(memory_size - 3, 1) + "ov");
		CHECK(file.read_at(memory_size).empty());
	}
	CHECK(get(memory(1)) == second);
}

TEST_CASE_METHOD(Cards, "edu answers many users at once, each with its own result", "[edu]")
{
	const std::vector<std::string> answers = {"1\n",  "1\n",   "2\n",   "6\n",
						  "24\n", "120\n", "720\n", "5040\n"};
	std::atomic<int> right = 0;
	std::vector<std::thread> threads;
	for (std::size_t number = 0; number < answers.size(); ++number)
		threads.emplace_back([&, number] {
			File file(O_RDWR, node(static_cast<int>(number) % 2));
			for (int times = 0; times < 50; ++times) {
				std::string answer;
				if (file.write(std::to_string(number)) == 1 &&
				    read_answer(file, answer).value() > 0)
					right += answer == answers[number];
			}
		});
	for (std::thread &thread : threads)
		thread.join();
	CHECK(right == 400);
}

TEST_CASE_METHOD(Cards, "edu: after a card is removed its open file gets ENODEV; the other card stays",
		 "[edu]")
{
	const std::string place = cards()[0];
	File file(O_RDWR, node(0)), other(O_RDWR, node(1));
	CHECK(ask(file, "5") == "120\n");
	REQUIRE(put(driver + "unbind", place) == static_cast<long long>(place.size()));
	std::string answer;
	CHECK(file.write("5") == -ENODEV);
	CHECK(read_answer(file, answer) == -ENODEV);
	CHECK(!exists(node(0)));
	CHECK(!exists(memory(0)));
	CHECK(get("/proc/iomem").find(" : edu\n") == get("/proc/iomem").rfind(" : edu\n"));
	CHECK(ask(other, "4") == "24\n");
	CHECK(unload("edu") == -EAGAIN); // (a file is open)
	REQUIRE(put(driver + "bind", place) == static_cast<long long>(place.size()));
	CHECK(file.write("5") == -ENODEV);
	File again(O_RDWR, node(0));
	CHECK(ask(again, "5") == "120\n");
}

TEST_CASE_METHOD(Cards, "edu's cards are removed and added while they are in use", "[edu]")
{
	const std::string place = cards()[0];
	std::atomic<bool> stop = false;
	std::atomic<int> answered = 0, gone = 0, wrong = 0;
	std::vector<std::thread> threads;
	for (int number = 0; number < 3; ++number)
		threads.emplace_back([&] {
			while (!stop) {
				const int fd = ::open(node(0).c_str(), O_RDWR);
				while (fd >= 0 && !stop) {
					char text[16];
					if (::write(fd, "7", 1) != 1) {
						errno == ENODEV ? ++gone : ++wrong;
						break;
					}
					const ssize_t size = ::read(fd, text, sizeof(text));
					if (size < 0) {
						errno == ENODEV ? ++gone : ++wrong;
						break;
					}
					std::string(text, static_cast<std::size_t>(size)) == "5040\n"
						? ++answered
						: ++wrong;
				}
				if (fd >= 0)
					::close(fd);
			}
		});
	threads.emplace_back([&] {
		while (!stop) {
			const int fd = ::open(memory(0).c_str(), O_RDWR);
			char bytes[64];
			while (fd >= 0 && !stop && ::pread(fd, bytes, sizeof(bytes), 0) == sizeof(bytes))
				;
			if (fd >= 0)
				::close(fd);
		}
	});
	for (int times = 0; times < 20; ++times) {
		std::this_thread::sleep_for(std::chrono::milliseconds(20 + times % 5 * 30));
		CHECK(put(driver + "unbind", place) == static_cast<long long>(place.size()));
		CHECK(put(driver + "bind", place) == static_cast<long long>(place.size()));
	}
	stop = true;
	for (std::thread &thread : threads)
		thread.join();
	CHECK(wrong == 0);
	CHECK(gone > 0);
	CHECK(answered > 0);
}
