// SPDX-License-Identifier: MIT
// Reads files and folders, finds and asks programs.
#include "files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../module.hpp"

namespace command::diagnosis
{
namespace
{

namespace fs = std::filesystem;

Lines folders_of_programs()
{
	const char *const path = std::getenv("PATH");
	std::string all = path ? path : "";
	all += ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
	std::ranges::replace(all, ':', ' ');
	return split_words(all);
}

} // namespace

bool there(const fs::path &file)
{
	std::error_code none;
	return fs::exists(file, none);
}

bool hidden(const fs::path &file)
{
	return access(file.c_str(), R_OK) != 0 && (errno == EACCES || errno == EPERM);
}

std::optional<std::string> text_of(const fs::path &file)
{
	// (Not by streams: /proc/kallsyms has megabytes, letter by letter.)
	const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (descriptor < 0)
		return std::nullopt;
	std::string text;
	std::vector<char> buffer(1U << 16U);
	ssize_t size = 0;
	while ((size = read(descriptor, buffer.data(), buffer.size())) > 0)
		text.append(buffer.data(), static_cast<std::size_t>(size));
	close(descriptor);
	return size < 0 ? std::nullopt : std::optional(text);
}

Lines lines_of(const fs::path &file)
{
	return split_lines(text_of(file).value_or(""));
}

std::vector<fs::path> entries_of(const fs::path &folder)
{
	std::error_code none;
	std::vector<fs::path> all;
	for (const auto &entry : fs::directory_iterator(folder, none))
		all.push_back(entry.path());
	std::ranges::sort(all);
	return all;
}

Lines split_lines(std::string_view text)
{
	Lines lines;
	while (!text.empty()) {
		const auto end = std::min(text.find('\n'), text.size());
		lines.emplace_back(text.substr(0, end));
		text.remove_prefix(std::min(end + 1, text.size()));
	}
	return lines;
}

Lines split_words(std::string_view text)
{
	Lines words;
	for (;;) {
		const auto begin = text.find_first_not_of(" \t\r\n");
		if (begin == std::string_view::npos)
			return words;
		const auto end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
		words.emplace_back(text.substr(begin, end - begin));
		text.remove_prefix(end);
	}
}

fs::path program(const std::string &name)
{
	for (const fs::path folder : folders_of_programs())
		if (access((folder / name).c_str(), X_OK) == 0)
			return folder / name;
	return {};
}

Lines programs(const std::string &beginning)
{
	Lines found;
	for (const std::string &folder : folders_of_programs())
		for (const fs::path &file : entries_of(folder))
			if (file.filename().string().starts_with(beginning) &&
			    access(file.c_str(), X_OK) == 0)
				found.push_back(file);
	return found;
}

Lines answer_of(const std::string &file, std::vector<std::string> arguments)
{
	std::array<int, 2> ends{};
	if (pipe2(ends.data(), O_CLOEXEC) != 0)
		return {};
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	arguments.insert(arguments.begin(), file);
	std::vector<char *> words;
	words.reserve(arguments.size() + 1);
	for (std::string &argument : arguments)
		words.push_back(argument.data());
	words.push_back(nullptr);
	pid_t child = 0;
	const int refused = posix_spawn(&child, file.c_str(), &actions, nullptr, words.data(), environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	std::string text;
	std::array<char, 512> buffer{};
	for (ssize_t size = 0; (size = read(ends[0], buffer.data(), buffer.size())) > 0;)
		text.append(buffer.data(), static_cast<std::size_t>(size));
	close(ends[0]);
	int status = -1;
	if (refused != 0 || waitpid(child, &status, 0) != child || status != 0)
		return {};
	return split_lines(text);
}

Lines installed_kernels()
{
	Lines kernels;
	for (const fs::path &folder : entries_of("/lib/modules")) {
		const std::string kernel = folder.filename();
		if (there(folder / "vmlinuz") || there("/boot/vmlinuz-" + kernel) ||
		    kernel == kernel_release())
			kernels.push_back(kernel);
	}
	std::ranges::sort(kernels, older);
	return kernels;
}

bool older(const std::string &one, const std::string &other)
{
	return strverscmp(one.c_str(), other.c_str()) < 0;
}

} // namespace command::diagnosis
