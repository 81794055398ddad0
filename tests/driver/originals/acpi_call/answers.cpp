// SPDX-License-Identifier: MIT
// Makes calls through /proc/acpi/call and prints what came of each, for the module that is loaded:
//
//     rusty-acpi-call <calls     a line is "HEX SIZE": these bytes are written ("-": none are), and the answer read, so much at a time
//     "42 6f6b00,"               it prints what write(2) returned, and what each read(2) gave, in hex; or an errno, "-28"
//     rusty-acpi-call race       four threads call and read at once, for a second; it prints how many answers belonged to no call
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace
{

class File
{
public:
	File() : fd_(::open("/proc/acpi/call", O_RDWR)) {}
	~File() { ::close(fd_); }
	File(const File &) = delete;
	File &operator=(const File &) = delete;
	bool is_open() const { return fd_ >= 0; }

	long write(const std::string &text) { return outcome(::write(fd_, text.data(), text.size())); }
	long read(std::string &into) { return outcome(::read(fd_, into.data(), into.size())); }

private:
	static long outcome(long returned) { return returned < 0 ? -errno : returned; }
	int fd_;
};

std::string from_hex(const std::string &hex)
{
	std::string bytes;
	for (std::size_t index = 0; index + 1 < hex.size(); index += 2)
		bytes += static_cast<char>(std::stoi(hex.substr(index, 2), nullptr, 16));
	return bytes;
}

std::string to_hex(const char *bytes, long size)
{
	std::string hex;
	char digits[3];
	for (long index = 0; index < size; ++index) {
		std::snprintf(digits, sizeof(digits), "%02x", static_cast<unsigned char>(bytes[index]));
		hex += digits;
	}
	return hex;
}

void make_calls()
{
	std::string hex;
	for (std::size_t size = 0; std::cin >> hex >> size;) {
		File file;
		std::string answer =
			hex == "-" ? "0 " : std::to_string(file.write(from_hex(hex == "." ? "" : hex))) + " ";
		std::string piece(size, '\0');
		// (A module whose answer has no end must not hang the test.)
		for (int pieces = 0; pieces < 600; ++pieces) {
			const long taken = file.read(piece);
			if (taken == 0)
				break;
			answer += taken < 0 ? std::to_string(taken) : to_hex(piece.data(), taken);
			answer += ",";
		}
		std::cout << answer << std::endl; // (flushed, as the next call may crash the machine)
	}
}

// Each thread calls with two digits that are the same; an answer of two that differ was put together from two calls.
int race()
{
	std::atomic<int> wrong = 0, right = 0;
	const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(1);
	std::vector<std::thread> threads;
	for (int number = 1; number <= 4; ++number)
		threads.emplace_back([&, number] {
			const std::string digits(100, static_cast<char>('0' + number));
			while (std::chrono::steady_clock::now() < until) {
				File file;
				file.write("\\_SB.RSTY.ECHO \"" + digits + "\"");
				std::string answer(512, '\0');
				const long size = file.read(answer);
				const std::string text =
					answer.substr(0, static_cast<std::size_t>(size < 0 ? 0 : size));
				if (text.size() == 103 && text.find_first_not_of(text[1], 1) == 101)
					++right;
				else if (text.substr(0, 10) != "not called" && !text.empty())
					++wrong;
			}
		});
	for (std::thread &thread : threads)
		thread.join();
	std::cout << wrong << " wrong, " << (right > 0 ? "some right" : "none right") << "\n";
	return 0;
}

} // namespace

int main(int count, char **words)
{
	if (!File().is_open()) {
		std::cout << "no /proc/acpi/call\n";
		return 1;
	}
	if (count > 1 && words[1] == std::string("race"))
		return race();
	make_calls();
	return 0;
}
