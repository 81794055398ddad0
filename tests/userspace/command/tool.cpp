// SPDX-License-Identifier: MIT
// Processes with pipes.
#include "tool.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace client
{
namespace
{

constexpr int patience = 30000; // milliseconds

int checked(int returned, const char *what)
{
	if (returned < 0)
		throw std::system_error(errno, std::generic_category(), what);
	return returned;
}

[[noreturn]] void become(const Words &words, const Setting &setting, int out, int err)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (const int number : {SIGALRM, SIGPIPE, SIGINT, SIGTERM, SIGSEGV, SIGABRT})
		::signal(number, SIG_DFL);
	dup2(open(setting.input.c_str(), O_RDONLY), STDIN_FILENO);
	dup2(setting.output.empty() ? out : open(setting.output.c_str(), O_WRONLY), STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	// (Groups first: after setuid it has no permission for it.)
	if (setting.user != 0 && (setgroups(setting.groups.size(), setting.groups.data()) != 0 ||
				  setgid(setting.user) != 0 || setuid(setting.user) != 0))
		_exit(126);
	std::vector<char *> arguments, environment;
	for (const std::string &word : words)
		arguments.push_back(const_cast<char *>(word.c_str()));
	for (const std::string &word : setting.environment)
		environment.push_back(const_cast<char *>(word.c_str()));
	std::string path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin:/t";
	environment.push_back(path.data());
	arguments.push_back(nullptr);
	environment.push_back(nullptr);
	execvpe(arguments[0], arguments.data(), environment.data());
	_exit(127);
}

} // namespace

Running::Running(const Words &words, const Setting &setting)
{
	std::array<int, 2> out{}, err{};
	checked(pipe2(out.data(), O_CLOEXEC), "pipe");
	checked(pipe2(err.data(), O_CLOEXEC), "pipe");
	pid_ = checked(fork(), "fork");
	if (pid_ == 0)
		become(words, setting, out[1], err[1]);
	close(out[1]);
	close(err[1]);
	out_ = out[0];
	err_ = err[0];
}

Running::~Running()
{
	if (pid_ > 0) {
		kill(pid_, SIGKILL);
		waitpid(pid_, nullptr, 0);
	}
	close_output();
	if (err_ >= 0)
		close(err_);
}

// False at the end of both, or when nothing came in time.
bool Running::collect(int milliseconds)
{
	std::array<pollfd, 2> ready{{{out_, POLLIN, 0}, {err_, POLLIN, 0}}};
	if ((out_ < 0 && err_ < 0) || checked(poll(ready.data(), ready.size(), milliseconds), "poll") == 0)
		return false;
	std::array<char, 65536> buffer{};
	const auto take = [&](const pollfd &item, int &descriptor, std::string &text) {
		if (item.revents == 0)
			return;
		const ssize_t size = read(descriptor, buffer.data(), buffer.size());
		if (size <= 0) {
			close(descriptor);
			descriptor = -1;
		} else {
			text.append(buffer.data(), static_cast<std::size_t>(size));
		}
	};
	take(ready[0], out_, out_text_);
	take(ready[1], err_, err_text_);
	return true;
}

std::string Running::line()
{
	std::size_t end = 0;
	while ((end = out_text_.find('\n')) == std::string::npos)
		if (!collect(patience))
			throw std::runtime_error("no line came; stdout: " + out_text_ +
						 "; stderr: " + err_text_);
	const std::string found = out_text_.substr(0, end);
	out_text_.erase(0, end + 1);
	return found;
}

bool Running::sleeps()
{
	for (int round = 0; round < patience; ++round) {
		std::ifstream file("/proc/" + std::to_string(pid_) + "/stat");
		const std::string text(std::istreambuf_iterator<char>(file), {});
		const std::size_t name_end = text.rfind(") ");
		if (name_end != std::string::npos && text[name_end + 2] == 'S')
			return true;
		usleep(1000);
	}
	return false;
}

void Running::signal(int number)
{
	checked(kill(pid_, number), "kill");
}

void Running::close_output()
{
	if (out_ >= 0)
		close(out_);
	out_ = -1;
}

bool Running::ends_unread()
{
	for (int round = 0; round < 5000; ++round) {
		siginfo_t info{};
		if (waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
		    info.si_pid == pid_)
			return true;
		usleep(1000);
	}
	return false;
}

Ran Running::wait()
{
	while (collect(patience)) {
	}
	int status = 0;
	if (out_ >= 0 || err_ >= 0)
		throw std::runtime_error("the command does not end; stdout: " + out_text_ +
					 "; stderr: " + err_text_);
	checked(waitpid(pid_, &status, 0), "waitpid");
	pid_ = -1;
	return {WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status), out_text_, err_text_};
}

Ran run(const Words &words, const Setting &setting)
{
	return Running(words, setting).wait();
}

Words command(const Words &words)
{
	Words all{"rusty"};
	all.insert(all.end(), words.begin(), words.end());
	return all;
}

Ran rusty(const Words &words, const Setting &setting)
{
	return run(command(words), setting);
}

} // namespace client
