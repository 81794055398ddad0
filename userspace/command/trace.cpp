// SPDX-License-Identifier: MIT
// rusty trace: which tasks change the number, from the driver's tracepoint, through a trace instance of our own.
#include "trace_event.hpp"

#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rusty/detail/wait_ready.hpp>

#include "explain.hpp"
#include "module.hpp"
#include "stream.hpp"
#include "verbs.hpp"

namespace command
{
namespace
{

using rusty::detail::Descriptor;

const char *const event_folder = "events/rusty/rusty_number_changed";

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

// A trace instance: no other tracing is touched, and it is removed at the end.
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

	bool has_event() const { return access((place_ / event_folder).c_str(), F_OK) == 0; }

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
		while (!stop.stop_requested()) {
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
			else if (!rusty::detail::wait_ready(file_.get(), POLLIN, deadline, stop))
				break;
		}
		return std::nullopt;
	}

private:
	Descriptor file_;
	std::string pending_;
};

// Prints until the stream ends.
void follow(Stream &stream, const Output &output, const Instance &instance)
{
	Lines lines(instance.events());
	std::string begun; // an event that is not complete
	while (stream.goes_on()) {
		// (The event is removed with the module, and no more would come.)
		const auto line = lines.next(
			std::min(stream.deadline(), rusty::after(std::chrono::seconds(1))), stream.stop());
		if (!line && !instance.has_event())
			throw Failure(Status::no_device, "the module rusty was unloaded",
				      "Load it:  sudo modprobe rusty");
		if (!line)
			continue;
		if (const auto lost = lost_events(*line))
			output.complain(fmt::format("the kernel had no room for {} events", *lost));
		begun += *line;
		const auto event = parse_trace_line(begun);
		if (event)
			stream.answer(fmt::format("{} {}[{}] {} -> {} (generation {})", event->time,
						  event->who, event->pid, event->before, event->after,
						  event->generation),
				      {{"time", event->time},
				       {"who", event->who},
				       {"pid", event->pid},
				       {"old", exact(event->before)},
				       {"new", exact(event->after)},
				       {"generation", exact(event->generation)}});
		begun = !event && is_begun(begun) ? begun + "\n" : "";
	}
}

} // namespace

Status trace(const Request &request, const Output &output)
{
	if (!module_loaded())
		throw Failure(Status::no_device, "cannot trace: the module rusty is not loaded",
			      how_to_load());
	const auto root = tracefs();
	std::error_code unreadable;
	if (!std::filesystem::exists(root / event_folder, unreadable))
		throw Failure(Status::device_error,
			      "cannot trace: this kernel, or this module, was built without tracepoints");
	Stream stream(request, output, "events");
	{
		const Instance instance(root / "instances" / fmt::format("rusty-{}", getpid()));
		instance.use_plain_lines();
		instance.put(fmt::format("{}/enable", event_folder), "1");
		follow(stream, output, instance);
	}
	return stream.end();
}

} // namespace command
