// SPDX-License-Identifier: MIT
// Runs the command, as a person or a script does, and reads its output.
#ifndef RUSTY_CLIENT_TOOL_HPP
#define RUSTY_CLIENT_TOOL_HPP

#include <nlohmann/json.hpp>
#include <string>
#include <sys/types.h>
#include <vector>

namespace client
{

using Words = std::vector<std::string>;
using Json = nlohmann::json;

// The user who runs it, and its environment.
struct Setting {
	Words environment = {};		// NAME=value
	uid_t user = 0;			// and the group of the same number
	std::vector<gid_t> groups = {}; // supplementary ones
	std::string input = "/dev/null";
	std::string output = {}; // a file instead of the pipe
};

struct Ran {
	int status; // or 256 plus the signal that ended it
	std::string out, err;

	Json json() const { return Json::parse(out); }
};

constexpr uid_t nobody = 65534;

// A program that runs in the background; it is killed at the end if it still runs.
class Running
{
public:
	explicit Running(const Words &words, const Setting &setting = {});
	Running(const Running &) = delete;
	Running &operator=(const Running &) = delete;
	~Running();

	// The next line of stdout without its end; throws if there is none within half a minute.
	std::string line();
	bool sleeps(); // blocked, within half a minute
	void signal(int number);
	void close_output(); // ends its reader
	// Waits until it ends, without reading its output; true if it did within some seconds.
	bool ends_unread();
	Ran wait(); // the output that was not read yet; waits at most half a minute

private:
	bool collect(int milliseconds);

	pid_t pid_;
	int out_, err_;
	std::string out_text_, err_text_;
};

Ran run(const Words &words, const Setting &setting = {});

// The command under test.
Words command(const Words &words);
Ran rusty(const Words &words, const Setting &setting = {});

} // namespace client

#endif
