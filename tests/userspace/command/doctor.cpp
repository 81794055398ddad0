// SPDX-License-Identifier: MIT
// The bodies of doctor.hpp.
#include "doctor.hpp"

#include <cstring>
#include <elf.h>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#include "guest.hpp"

namespace client
{
namespace
{

namespace fs = std::filesystem;

constexpr std::size_t entry_size = 64; // struct modversion_info

void check(bool done, const std::string &what)
{
	if (!done)
		throw std::runtime_error(what);
}

} // namespace

std::string release()
{
	utsname names{};
	uname(&names);
	return names.release;
}

std::string modules()
{
	return "/lib/modules/" + release();
}

std::string module_file()
{
	return modules() + "/updates/rusty.ko";
}

Planted::Planted(const std::string &path, const std::string &text, mode_t mode) : path_(path)
{
	if (guest::exists(path))
		before_ = guest::get(path);
	for (fs::path folder = fs::path(path).parent_path(); !fs::exists(folder);
	     folder = folder.parent_path())
		folders_.push_back(folder);
	fs::create_directories(fs::path(path).parent_path());
	std::ofstream file(path, std::ios::binary);
	file << text;
	file.close();
	check(bool(file), "no room for " + path);
	check(chmod(path.c_str(), mode) == 0, "cannot plant " + path);
}

Planted::~Planted()
{
	std::error_code none;
	if (before_)
		std::ofstream(path_, std::ios::binary) << *before_;
	else
		fs::remove(path_, none);
	for (const std::string &folder : folders_)
		fs::remove(folder, none);
}

Away::Away(const std::string &path)
	: path_(path), away_(fs::path(path).replace_filename("away-" + fs::path(path).filename().string()))
{
	fs::rename(path_, away_);
}

Away::~Away()
{
	std::error_code none;
	fs::rename(away_, path_, none);
}

Covered::Covered(const std::string &path) : path_(path)
{
	fs::create_directories(path);
	check(mount("tmpfs", path.c_str(), "tmpfs", 0, nullptr) == 0, "cannot cover " + path);
}

Covered::~Covered()
{
	umount(path_.c_str());
}

Doctor::Doctor(const Words &words, const Setting &setting) : ran_()
{
	Words all{"doctor", "--json"};
	all.insert(all.end(), words.begin(), words.end());
	ran_ = rusty(all, setting);
	check(ran_.err.empty(), "the doctor complains: " + ran_.err);
	for (std::size_t begin = 0; begin < ran_.out.size();) {
		const std::size_t end = ran_.out.find('\n', begin);
		findings_.push_back(Json::parse(ran_.out.substr(begin, end - begin)));
		begin = end + 1;
	}
}

std::string Doctor::verdict(const std::string &code) const
{
	for (const Json &finding : findings_)
		if (finding["code"] == code)
			return finding["verdict"];
	return {};
}

std::string Doctor::told(const std::string &code) const
{
	std::string text;
	for (const Json &finding : findings_)
		if (finding["code"] == code) {
			text += finding["what"].get<std::string>() + "\n";
			for (const char *const part : {"evidence", "fix"})
				for (const Json &line : finding[part])
					text += line.get<std::string>() + "\n";
		}
	return text;
}

bool Doctor::told(const std::string &code, const std::string &part) const
{
	return told(code).find(part) != std::string::npos;
}

Words Doctor::codes(const std::string &verdict) const
{
	Words found;
	for (const Json &finding : findings_)
		if (finding["verdict"] == verdict)
			found.push_back(finding["code"]);
	return found;
}

Image::Image(std::string content) : content_(std::move(content)) {}

void Image::replace(const std::string &old, const std::string &wanted)
{
	check(old.size() == wanted.size() && content_.find(old) != std::string::npos, "no " + old);
	for (std::size_t place = 0; (place = content_.find(old, place)) != std::string::npos;)
		content_.replace(place, old.size(), wanted);
}

std::pair<std::size_t, std::size_t> Image::table() const
{
	Elf64_Ehdr header{};
	std::memcpy(&header, content_.data(), sizeof(header));
	const auto section = [&](std::size_t index) {
		Elf64_Shdr found{};
		std::memcpy(&found, content_.data() + header.e_shoff + index * sizeof(found), sizeof(found));
		return found;
	};
	const std::size_t names = section(header.e_shstrndx).sh_offset;
	for (std::size_t index = 0; index < header.e_shnum; ++index) {
		const Elf64_Shdr found = section(index);
		if (std::strcmp(content_.data() + names + found.sh_name, "__versions") == 0)
			return {found.sh_offset, found.sh_size};
	}
	return {0, 0};
}

std::map<std::string, std::uint64_t> Image::versions() const
{
	std::map<std::string, std::uint64_t> found;
	const auto [offset, size] = table();
	for (std::size_t place = offset; place < offset + size; place += entry_size) {
		std::uint64_t version = 0;
		std::memcpy(&version, content_.data() + place, sizeof(version));
		found[content_.data() + place + sizeof(version)] = version;
	}
	return found;
}

void Image::set_version(const std::string &symbol, std::uint64_t version)
{
	const auto [offset, size] = table();
	for (std::size_t place = offset; place < offset + size; place += entry_size)
		if (symbol == content_.data() + place + sizeof(version))
			std::memcpy(content_.data() + place, &version, sizeof(version));
}

long Image::load() const
{
	const Planted file("/t/rusty_changed.ko", content_);
	const guest::Outcome outcome = guest::load("", "rusty_changed");
	if (outcome == 0)
		guest::unload("rusty");
	return outcome.value();
}

} // namespace client
