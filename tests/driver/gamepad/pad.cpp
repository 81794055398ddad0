// SPDX-License-Identifier: MIT
// Is a game pad, by /dev/uhid, and reads what the gamepad driver makes of it: reports, the light, hostile reports, coming and going.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include <fcntl.h>
#include <linux/input.h>
#include <linux/uhid.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace
{

int passed = 0, failed = 0;
void check(bool holds, const char *what)
{
	std::printf("%s %s\n", holds ? "ok" : "not ok", what);
	++(holds ? passed : failed);
}

// Report 1: 8 buttons, 4 axes; report 2, to the device: a byte.
constexpr unsigned char descriptor[] = {
	0x05, 0x01, 0x09, 0x05, 0xa1, 0x01, 0x85, 0x01, 0x05, 0x09, 0x19, 0x01, 0x29, 0x08, 0x15,
	0x00, 0x25, 0x01, 0x75, 0x01, 0x95, 0x08, 0x81, 0x02, 0x05, 0x01, 0x09, 0x30, 0x09, 0x31,
	0x09, 0x33, 0x09, 0x34, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x04, 0x81, 0x02,
	0x85, 0x02, 0x06, 0x00, 0xff, 0x09, 0x01, 0x75, 0x08, 0x95, 0x01, 0x91, 0x02, 0xc0};

class Pad
{
public:
	Pad() : file_(open("/dev/uhid", O_RDWR | O_CLOEXEC | O_NONBLOCK))
	{
		uhid_event event{};
		event.type = UHID_CREATE2;
		std::strcpy(reinterpret_cast<char *>(event.u.create2.name), "rusty test pad");
		std::memcpy(event.u.create2.rd_data, descriptor, sizeof(descriptor));
		event.u.create2.rd_size = sizeof(descriptor);
		event.u.create2.bus = BUS_USB;
		event.u.create2.vendor = 0x1209;
		event.u.create2.product = 1;
		event.u.create2.version = 7;
		check(write(file_, &event, sizeof(event)) == sizeof(event), "the device is made");
	}
	~Pad() { close(file_); }
	Pad(const Pad &) = delete;

	bool send(const std::string &bytes)
	{
		uhid_event event{};
		event.type = UHID_INPUT2;
		event.u.input2.size = static_cast<__u16>(bytes.size());
		std::memcpy(event.u.input2.data, bytes.data(), bytes.size());
		return write(file_, &event, sizeof(event)) == sizeof(event);
	}
	// The next event of this type, within five seconds; others are left out.
	bool wait(unsigned int type, uhid_event &event)
	{
		pollfd waits{file_, POLLIN, 0};
		while (poll(&waits, 1, 5000) > 0)
			if (read(file_, &event, sizeof(event)) > 0 && event.type == type)
				return true;
		return false;
	}
	void drain()
	{
		uhid_event event;
		while (read(file_, &event, sizeof(event)) > 0)
			;
	}

private:
	int file_;
};

// The node of the input device that the driver has made, or -1.
int open_input()
{
	for (int tries = 0; tries < 500; ++tries, usleep(10000))
		for (const auto &each : fs::directory_iterator("/dev/input")) {
			const int file = open(each.path().c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
			char name[64] = {};
			if (ioctl(file, EVIOCGNAME(sizeof(name)), name) > 0 &&
			    std::string(name) == "rusty test pad")
				return file;
			close(file);
		}
	return -1;
}

// What came up to the next SYN, "1:304=1 3:0=255", within two seconds.
std::string heard(int file)
{
	std::string text;
	pollfd waits{file, POLLIN, 0};
	while (poll(&waits, 1, 2000) > 0) {
		input_event event{};
		if (read(file, &event, sizeof(event)) != sizeof(event))
			return "errno " + std::to_string(errno);
		if (event.type == EV_SYN)
			return text;
		text += (text.empty() ? "" : " ") + std::to_string(event.type) + ":" +
			std::to_string(event.code) + "=" + std::to_string(event.value);
	}
	return "nothing";
}
void is(const std::string &got, const std::string &due, const char *what)
{
	check(got == due, what);
	std::printf("# '%s', due '%s'\n", got.c_str(), due.c_str());
}

const std::string driver = "/sys/bus/hid/drivers/gamepad/";
std::string device_name()
{
	for (const auto &each : fs::directory_iterator(driver))
		if (each.path().filename().string().find("1209") != std::string::npos)
			return each.path().filename();
	return {};
}
bool store(const std::string &file, const std::string &text)
{
	std::ofstream out(file);
	return static_cast<bool>(out << text << std::flush);
}

std::string random_report()
{
	std::string bytes(static_cast<std::size_t>(std::rand()) % (std::rand() % 8 == 0 ? 4097 : 12), '\0');
	for (char &byte : bytes)
		byte = static_cast<char>(std::rand());
	if (!bytes.empty() && std::rand() % 2 == 0)
		bytes[0] = static_cast<char>(std::rand() % 4);
	return bytes;
}

void reports(Pad &pad, int input)
{
	uhid_event event{};
	check(pad.wait(UHID_OPEN, event), "the device is opened as a program reads it");
	pad.send(std::string("\x01\x81\x01\x02\x03\xff", 6));
	is(heard(input), "1:304=1 1:315=1 3:0=1 3:1=2 3:3=3 3:4=255", "a report is heard");
	pad.send(std::string("\x01\x80\x01\x02\x03\xfe and more", 15));
	is(heard(input), "1:304=0 3:4=254", "a report that is too long is heard, and what has changed alone");
	for (std::size_t size = 0; size < 6; ++size)
		pad.send(std::string("\x01\x01\x02\x03\x04", size));
	pad.send(std::string("\x02\x01\x02\x03\x04\x05", 6));
	pad.send(std::string("\x00\x01\x02\x03\x04\x05", 6));
	is(heard(input), "nothing", "short reports and those of other numbers are not");
	input_absinfo axis{};
	check(ioctl(input, EVIOCGABS(ABS_RY), &axis) == 0 && axis.value == 254 && axis.minimum == 0 &&
		      axis.maximum == 255 && axis.flat == 8,
	      "an axis is as it was declared");
	input_id id{};
	check(ioctl(input, EVIOCGID, &id) == 0 && id.bustype == BUS_USB && id.vendor == 0x1209 &&
		      id.product == 1 && id.version == 7,
	      "the input device is who the HID device is");
}

void light(Pad &pad)
{
	uhid_event event{};
	check(store("/sys/class/leds/gamepad::player/brightness", "77"), "the light is set");
	check(pad.wait(UHID_OUTPUT, event) && event.u.output.size == 2 && event.u.output.data[0] == 2 &&
		      event.u.output.data[1] == 77 && event.u.output.rtype == UHID_OUTPUT_REPORT,
	      "the device hears of its light");
}

void hostile(Pad &pad, int input)
{
	for (int count = 0; count < 20000; ++count)
		pad.send(random_report());
	input_event event{};
	while (read(input, &event, sizeof(event)) > 0)
		;
	pad.send(std::string("\x01\xff\x00\x00\x00\x00", 6));
	(void)heard(input);
	pad.send(std::string("\x01\xfe\x00\x00\x00\x00", 6));
	is(heard(input), "1:304=0", "20000 random reports later it works as before");
}

// The driver leaves the device, and comes back, while the device does not stop to send.
void coming_and_going(Pad &pad, int input)
{
	const std::string name = device_name();
	const pid_t sender = fork();
	if (sender == 0)
		for (;;)
			pad.send(random_report());
	check(!name.empty() && store(driver + "unbind", name), "the driver leaves the device");
	std::string ends;
	do
		ends = heard(input);
	while (ends != "errno 19" && ends != "nothing");
	is(ends, "errno 19", "a program that reads it then gets ENODEV");
	bool good = true;
	for (int times = 0; times < 100 && good; ++times) {
		good = store(driver + "bind", name);
		const int again = times % 4 == 0 ? open_input() : -1;
		good = good && store(driver + "unbind", name);
		close(again);
		pad.drain();
	}
	check(good, "the driver comes and goes while reports arrive");
	check(store(driver + "bind", name), "it comes back");
	kill(sender, SIGKILL);
	waitpid(sender, nullptr, 0);
}

} // namespace

int main()
{
	std::setbuf(stdout, nullptr);
	{
		Pad pad;
		const int input = open_input();
		check(input >= 0, "the driver makes an input device");
		reports(pad, input);
		light(pad);
		hostile(pad, input);
		coming_and_going(pad, input);
		close(input);
		const int again = open_input();
		pad.drain();
		close(again);
		uhid_event event{};
		check(pad.wait(UHID_CLOSE, event), "the device is closed as no program reads it");
	}
	for (int times = 0; times < 20; ++times) {
		const Pad pad;
		close(open_input());
	}
	// (The last one is left for rmmod.)
	std::printf("%d passed, %d failed\n", passed, failed);
	const Pad pad;
	if (fork() == 0)
		sleep(60);
	return failed != 0;
}
