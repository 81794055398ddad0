// SPDX-License-Identifier: MIT
// Which processes have the device open or mapped, so that rmmod says "busy".
#include <algorithm>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "../module.hpp"
#include "checks.hpp"
#include "files.hpp"

namespace command::diagnosis
{
namespace
{

namespace fs = std::filesystem;

struct Holder {
	std::string process;
	Lines how;
};

bool is_number(const std::string &text)
{
	return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

bool is_device(const fs::path &file, const std::string &number)
{
	struct stat status {
	};
	return stat(file.c_str(), &status) == 0 && S_ISCHR(status.st_mode) &&
	       number == fmt::format("{}:{}", major(status.st_rdev), minor(status.st_rdev));
}

// 7f00-7f01 r--s 00000000 00:05 91    /dev/rusty
bool maps_it(const fs::path &process, const fs::path &node)
{
	struct stat status {
	};
	const bool known = stat(node.c_str(), &status) == 0;
	const std::string place = fmt::format("{:02x}:{:02x}", major(status.st_dev), minor(status.st_dev));
	for (const std::string &line : lines_of(process / "maps")) {
		const Lines words = split_words(line);
		if (words.size() < 6 || words[1].find('s') == std::string::npos)
			continue;
		if (words[5] == "/dev/rusty" || words[5] == node ||
		    (known && words[3] == place && words[4] == std::to_string(status.st_ino)))
			return true;
	}
	return false;
}

Holder look_at(const fs::path &process, const fs::path &node, const std::string &number)
{
	Holder holder{process.filename(), {}};
	for (const fs::path &file : entries_of(process / "fd"))
		if (is_device(file, number))
			holder.how.push_back("descriptor " + file.filename().string());
	if (maps_it(process, node))
		holder.how.emplace_back("mapped");
	return holder;
}

std::string named(const Holder &holder)
{
	const Lines name = lines_of("/proc/" + holder.process + "/comm");
	std::string text = fmt::format("{} ({}):", holder.process, name.empty() ? "?" : name.front());
	for (const std::string &how : holder.how)
		text += (&how == &holder.how.front() ? " " : ", ") + how;
	return text;
}

} // namespace

Findings holders(const Subject &subject)
{
	const Lines number = lines_of("/sys/class/misc/rusty/dev");
	const Lines uses = lines_of("/sys/module/rusty/refcnt");
	if (number.empty())
		return {};
	Lines evidence;
	std::string kill = "sudo kill";
	std::size_t unread = 0;
	for (const fs::path &process : entries_of("/proc")) {
		if (!is_number(process.filename()))
			continue;
		if (hidden(process / "fd")) {
			++unread;
			continue;
		}
		const Holder holder = look_at(process, subject.node, number.front());
		if (holder.how.empty())
			continue;
		evidence.push_back(named(holder));
		kill += " " + holder.process;
	}
	const std::string counted = uses.empty() ? "0" : uses.front();
	if (counted == "0")
		return {ok("holders", "no process holds the device: rmmod would succeed")};
	Findings found;
	if (!evidence.empty())
		found.push_back(ok("held", "these hold the device; until they end, rmmod says \"in use\"",
				   std::move(evidence), {kill}));
	else if (unread == 0)
		found.push_back(ok("held-elsewhere",
				   "the device is held by what cannot be seen from here, as in a container "
				   "around this one",
				   {fmt::format("/sys/module/rusty/refcnt: {}", counted)}));
	if (unread != 0)
		found.push_back(
			unseen("holders", "which other processes hold the device",
			       {fmt::format("the kernel counts {}, and the files of {} processes need root",
					    counted, unread)}));
	return found;
}

} // namespace command::diagnosis
