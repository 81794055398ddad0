// SPDX-License-Identifier: MIT
// Records how a driver presents a chip on i2c-stub: rusty-lm75 CHIP FOLDER writes a file of answers for each subject, so that the answers of
// two drivers can be compared. The chip's registers are read and written without the driver, through i2c-dev.
#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace
{

namespace fs = std::filesystem;

constexpr int address = 0x48;
constexpr std::uint8_t temperature = 0, configuration = 1, hysteresis = 2, limit = 3;

[[noreturn]] void stop(const std::string &what)
{
	std::perror(what.c_str());
	std::exit(2);
}

std::string errno_text()
{
	return "errno " + std::to_string(errno);
}

// A file's text, or the errno of reading it.
std::string read_of(int fd)
{
	char text[4096];
	const ssize_t size = pread(fd, text, sizeof(text), 0);
	if (size < 0)
		return errno_text();
	std::string said(text, static_cast<std::size_t>(size));
	std::replace(said.begin(), said.end(), '\n', '|');
	return said;
}

std::string read_file(const fs::path &path)
{
	const int fd = open(path.c_str(), O_RDONLY);
	if (fd < 0)
		return errno_text();
	const std::string said = read_of(fd);
	close(fd);
	return said;
}

std::string write_file(const fs::path &path, const std::string &text)
{
	const int fd = open(path.c_str(), O_WRONLY);
	if (fd < 0)
		return errno_text();
	const ssize_t size = write(fd, text.data(), text.size());
	const std::string said = size < 0 ? errno_text() : std::to_string(size);
	close(fd);
	return said;
}

// The stub's registers, as the chip has them: the high byte first.
class Chip
{
public:
	explicit Chip(std::string name) : name_(std::move(name))
	{
		for (const auto &each : fs::directory_iterator("/sys/bus/i2c/devices"))
			if (read_file(each.path() / "name") == "SMBus stub driver|")
				bus_ = each.path().filename();
		fd_ = open(("/dev/" + bus_).c_str(), O_RDWR);
		if (fd_ < 0 || ioctl(fd_, I2C_SLAVE_FORCE, address) != 0)
			stop("/dev/" + bus_);
	}
	void set(std::uint8_t command, std::uint16_t value)
	{
		i2c_smbus_data data{};
		data.word = __builtin_bswap16(value);
		transfer(I2C_SMBUS_WRITE, command, I2C_SMBUS_WORD_DATA, data);
	}
	std::uint16_t get(std::uint8_t command)
	{
		i2c_smbus_data data{};
		transfer(I2C_SMBUS_READ, command, I2C_SMBUS_WORD_DATA, data);
		return __builtin_bswap16(data.word);
	}
	void set_byte(std::uint8_t command, std::uint8_t value)
	{
		i2c_smbus_data data{};
		data.byte = value;
		transfer(I2C_SMBUS_WRITE, command, I2C_SMBUS_BYTE_DATA, data);
	}
	int get_byte(std::uint8_t command)
	{
		i2c_smbus_data data{};
		transfer(I2C_SMBUS_READ, command, I2C_SMBUS_BYTE_DATA, data);
		return data.byte;
	}

	// The driver is bound when add() returns, and unbound when remove() returns.
	void add()
	{
		write_file("/sys/bus/i2c/devices/" + bus_ + "/new_device", name_ + " 0x48");
		for (const auto &each : fs::directory_iterator(device() / "hwmon"))
			files = each.path();
	}
	void remove() { write_file("/sys/bus/i2c/devices/" + bus_ + "/delete_device", "0x48"); }
	fs::path device() const { return "/sys/bus/i2c/devices/" + bus_.substr(4) + "-0048"; }

	fs::path files; // those of hwmon

private:
	void transfer(std::uint8_t way, std::uint8_t command, std::uint32_t size, i2c_smbus_data &data)
	{
		i2c_smbus_ioctl_data call = {way, command, size, &data};
		if (ioctl(fd_, I2C_SMBUS, &call) != 0)
			stop("a transfer");
	}
	std::string name_;
	std::string bus_;
	int fd_;
};

std::FILE *answers;
template <typename... Arguments>
void say(const char *format, Arguments... arguments)
{
	std::fprintf(answers, format, arguments...);
}

// Every file, its mode, and its text.
void files(Chip &chip)
{
	std::vector<std::string> names;
	for (const auto &each : fs::directory_iterator(chip.files))
		names.push_back(each.path().filename());
	std::sort(names.begin(), names.end());
	for (const std::string &name : names) {
		struct stat status {
		};
		lstat((chip.files / name).c_str(), &status);
		say("%s %o %s\n", name.c_str(), status.st_mode,
		    S_ISREG(status.st_mode) ? read_file(chip.files / name).c_str() : "");
	}
	say("its folder: %s\n", fs::read_symlink(chip.files / "device").c_str());
}

// Every value of the register.
void input(Chip &chip)
{
	const int fd = open((chip.files / "temp1_input").c_str(), O_RDONLY);
	for (int value = 0; value <= 0xffff; ++value) {
		chip.set(temperature, static_cast<std::uint16_t>(value));
		say("%04x %s\n", value, read_of(fd).c_str());
	}
	close(fd);
}

// Thousandths of a degree that can be set, and values beyond the range: each is written, and the register and the file are recorded where they change.
void written(Chip &chip, const char *name, std::uint8_t command, int step)
{
	const int fd = open((chip.files / name).c_str(), O_RDWR);
	long before = -1;
	for (int value = -60000; value <= 130000; value += step) {
		const std::string text = std::to_string(value);
		if (write(fd, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
			stop("writing " + text);
		const std::uint16_t now = chip.get(command);
		if (now != before)
			say("%s: %d is %04x, and read %s\n", name, value, now, read_of(fd).c_str());
		before = now;
	}
	close(fd);
}

// Limits that the chip has when the driver is bound.
void found(Chip &chip)
{
	for (unsigned int value = 0; value <= 0xffff; value += 111) {
		chip.remove();
		chip.set(hysteresis, static_cast<std::uint16_t>(value));
		chip.set(limit, static_cast<std::uint16_t>(~value));
		chip.add();
		say("%04x: %s %s\n", value, read_file(chip.files / "temp1_max_hyst").c_str(),
		    read_file(chip.files / "temp1_max").c_str());
	}
}

void texts(Chip &chip)
{
	const std::string all[] = {"frog",
				   "",
				   "\n",
				   " 5",
				   "5 ",
				   "5\n",
				   "5\n\n",
				   "+5000",
				   "-0",
				   "0x1000",
				   "12.5",
				   "1e3",
				   "--5",
				   "5 6",
				   std::string("5000\0", 5),
				   std::to_string(LONG_MIN),
				   std::to_string(LONG_MAX),
				   "9223372036854775808",
				   "99999999999999999999",
				   "00000025000"};
	for (const std::string &text : all) {
		chip.set(limit, 0x1234);
		const std::string said = write_file(chip.files / "temp1_max", text);
		say("'%s': %s, %04x\n", text.c_str(), said.c_str(), chip.get(limit));
	}
	for (const char *name : {"temp1_input", "update_interval", "name"})
		say("%s: %s\n", name, write_file(chip.files / name, "100").c_str());
}

// The chip is woken at bind and set back at unbind; reading an open file fails then. (The driver of newer kernels sets the alert's polarity, too: bit 2.)
void coming_and_going(Chip &chip)
{
	for (const int before : {0x00, 0x01, 0x1e, 0xff}) {
		chip.remove();
		chip.set_byte(configuration, static_cast<std::uint8_t>(before));
		chip.add();
		say("%02x: bound %02x", before, chip.get_byte(configuration) & ~0x04);
		const int fd = open((chip.files / "temp1_input").c_str(), O_RDONLY);
		chip.remove();
		say(", gone %02x, a file that was open: %s\n", chip.get_byte(configuration),
		    read_of(fd).c_str());
		close(fd);
		chip.add();
	}
}

} // namespace

int main(int count, char **arguments)
{
	if (count != 3)
		return 2;
	Chip chip(arguments[1]);
	for (const std::uint8_t command : {temperature, configuration, hysteresis, limit})
		chip.set(command, 0);
	chip.add();
	const auto about = [&](const char *subject, auto answer) {
		const std::string path = std::string(arguments[2]) + "/" + arguments[1] + "." + subject;
		answers = std::fopen(path.c_str(), "w");
		answer();
		std::fclose(answers);
	};
	about("files", [&] { files(chip); });
	about("input", [&] { input(chip); });
	about("max", [&] { written(chip, "temp1_max", limit, 1); });
	about("max_hyst", [&] { written(chip, "temp1_max_hyst", hysteresis, 31); });
	about("texts", [&] { texts(chip); });
	about("found", [&] { found(chip); });
	about("coming_and_going", [&] { coming_and_going(chip); });
	chip.set(temperature, 0x1980);
	return 0;
}
