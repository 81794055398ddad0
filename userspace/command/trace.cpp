// SPDX-License-Identifier: MIT
// rusty trace: who changed the number, from the driver's tracepoint, through a trace instance of our own.
#include "trace_event.hpp"

#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rusty/detail/wait_readable.hpp>

#include "explain.hpp"
#include "interruption.hpp"
#include "module.hpp"
#include "verbs.hpp"

namespace command
{
namespace
{

using rusty::detail::Descriptor;

[[noreturn]] void refuse(int error, const std::string &tried)
{
	throw Failure(error == EACCES || error == EPERM ? Status::no_permission : Status::device_error,
		      tried + ": " + std::generic_category().message(error));
}

std::filesystem::path tracefs()
{
	for (const char *place : {"/sys/kernel/tracing", "/sys/kernel/debug/tracing"}) {
		if (access(place, X_OK) != 0 && errno == EACCES)
			throw Failure(Status::no_permission,
				      fmt::format("cannot look into {}: Permission denied", place),
				      "The kernel's traces are for root:  sudo rusty trace");
		std::error_code none;
		if (std::filesystem::exists(std::filesystem::path(place) / "instances", none))
			return place;
	}
	throw Failure(Status::device_error, "cannot find the kernel's tracefs: it is not mounted",
		      "Mount it:  sudo mount -t tracefs tracefs /sys/kernel/tracing");
}

// A trace instance: nobody else's tracing is touched, and it goes with us.
class Instance
{
public:
	explicit Instance(std::filesystem::path place) : place_(std::move(place))
	{
		if (mkdir(place_.c_str(), 0700) != 0)
			refuse(errno, "cannot make the trace instance " + place_.string());
	}
	~Instance() { rmdir(place_.c_str()); }
	Instance(const Instance &) = delete;
	Instance &operator=(const Instance &) = delete;

	void put(const std::string &file, std::string_view text) const
	{
		const auto path = place_ / file;
		const Descriptor opened(open(path.c_str(), O_WRONLY | O_CLOEXEC));
		if (opened.get() < 0 || write(opened.get(), text.data(), text.size()) < 0)
			refuse(errno, "cannot write " + path.string());
	}

	// Lines as parse_trace_line knows them: an instance begins with the options of the top level, whatever they are.
	void use_plain_lines() const
	{
		for (const char *name :
		     {"bin", "hex", "raw", "fields", "latency-format", "record-tgid", "verbose"})
			put_if_there(fmt::format("options/{}", name), "0");
		put_if_there("options/context-info", "1");
	}

	Descriptor events() const
	{
		const auto path = place_ / "trace_pipe";
		Descriptor opened(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
		if (opened.get() < 0)
			refuse(errno, "cannot open " + path.string());
		return opened;
	}

private:
	void put_if_there(const std::string &file, std::string_view text) const
	{
		if (access((place_ / file).c_str(), F_OK) == 0)
			put(file, text);
	}

	std::filesystem::path place_;
};

// The lines of a non-blocking file.
class Lines
{
public:
	explicit Lines(Descriptor file) : file_(std::move(file)) {}

	std::optional<std::string> next(rusty::Deadline deadline, const std::stop_token &stop)
	{
		for (;;) {
			if (const auto end = pending_.find('\n'); end != std::string::npos) {
				const std::string line = pending_.substr(0, end);
				pending_.erase(0, end + 1);
				return line;
			}
			char buffer[4096];
			const ssize_t size = read(file_.get(), buffer, sizeof buffer);
			if (size > 0)
				pending_.append(buffer, static_cast<std::size_t>(size));
			else if (size < 0 && errno != EAGAIN && errno != EINTR)
				refuse(errno, "cannot read the trace");
			else if (!rusty::detail::wait_readable(file_.get(), deadline, stop))
				return std::nullopt;
		}
	}

private:
	Descriptor file_;
	std::string pending_;
};

void print(const Output &output, const TraceEvent &event)
{
	output.answer(fmt::format("{} {}[{}] {} -> {} (generation {})", event.time, event.who, event.pid,
				  event.before, event.after, event.generation),
		      {{"time", event.time},
		       {"who", event.who},
		       {"pid", event.pid},
		       {"old", exact(event.before)},
		       {"new", exact(event.after)},
		       {"generation", exact(event.generation)}});
}

} // namespace

Status trace(const Request &request, const Output &output)
{
	const rusty::Deadline deadline = request.timeout ? rusty::after(*request.timeout) : rusty::never;
	if (!module_loaded())
		throw Failure(Status::no_device, "cannot trace: the module rusty is not loaded",
			      how_to_load());
	const auto root = tracefs();
	std::error_code none;
	if (!std::filesystem::exists(root / "events/rusty/rusty_number_changed", none))
		throw Failure(Status::device_error,
			      "cannot trace: this kernel, or this module, was built without tracepoints");
	const Interruption interruption;
	std::uint64_t seen = 0;
	{
		const Instance instance(root / "instances" / fmt::format("rusty-{}", getpid()));
		instance.use_plain_lines();
		Lines lines(instance.events());
		instance.put("events/rusty/rusty_number_changed/enable", "1");
		std::string begun; // of an event whose task has a line feed in its name
		while (seen != request.count.value_or(UINT64_MAX) && !rusty::passed(deadline)) {
			const auto line = lines.next(deadline, interruption.token());
			if (!line)
				break;
			if (line->find(" EVENTS]") != std::string::npos)
				output.complain("the kernel's buffer was full: " + *line);
			begun += *line;
			if (const auto event = parse_trace_line(begun)) {
				print(output, *event);
				++seen;
			}
			begun = is_begun(begun) ? begun + "\n" : "";
		}
		instance.put("events/rusty/rusty_number_changed/enable", "0");
	}
	if (interruption.signal() != 0)
		throw Interrupted{interruption.signal()};
	if (!request.count || seen == *request.count || interruption.reader_gone())
		return Status::ok;
	output.complain(
		fmt::format("waited {}; {} of {} events came", request.timeout_text, seen, *request.count));
	return Status::condition;
}

} // namespace command
