// SPDX-License-Identifier: MIT
// rusty info: all that can be known of device and module, with or without them; --follow reports how they appear and disappear.
#include <fmt/format.h>

#include <rusty/device.hpp>
#include <rusty/monitor.hpp>

#include "access.hpp"
#include "explain.hpp"
#include "module.hpp"
#include "stream.hpp"
#include "verbs.hpp"

namespace command
{
namespace
{

// A line of text and a member of the object for each fact.
class Facts
{
public:
	void add(const char *title, const std::string &text) { rows_.emplace_back(title, text); }
	void print(const Output &output) const
	{
		std::string text;
		for (const auto &[title, value] : rows_)
			text += (text.empty() ? "" : "\n") + output.bold(fmt::format("{:<16}", title)) +
				value;
		output.answer(text, json);
	}

	Json json = Json::object();

private:
	std::vector<std::pair<std::string, std::string>> rows_;
};

void add_node(Facts &facts, const std::filesystem::path &node)
{
	facts.json["node"] = {{"path", node.string()}};
	Json &json = facts.json["node"];
	const auto access = access_of(node);
	json["present"] = access.has_value();
	if (!access) {
		facts.add("node", node.string() + " is not there");
		return;
	}
	facts.add("node", fmt::format("{} {} {} {} {}", node.string(), access->number, access->mode,
				      access->owner, access->group));
	std::string who;
	for (const auto &[name, rights] : access->grants) {
		who += fmt::format("{}{} {}", who.empty() ? "" : ", ", name, rights.empty() ? "-" : rights);
		json["access"].push_back({{"who", name}, {"rights", rights}});
	}
	json.update({{"device", access->number},
		     {"mode", access->mode},
		     {"owner", access->owner},
		     {"group", access->group},
		     {"acl", access->acl}});
	facts.add("who may use it", who);
	const char *const can[2][2] = {{"neither read nor write", "write"}, {"read", "read and write"}};
	facts.add("you", fmt::format("{} may {}", user_name(), can[access->readable][access->writable]));
	facts.json["you"] = {{"user", user_name()}, {"read", access->readable}, {"write", access->writable}};
}

void add_module(Facts &facts)
{
	const bool loaded = module_loaded();
	const auto version = loaded_version();
	const auto file = module_on_disk();
	facts.add("module",
		  fmt::format("{}; {}",
			      loaded ? version.value_or("unknown version") + " loaded" : "not loaded",
			      file ? fmt::format("{} on disk ({})", file->version, file->path)
				   : "none on disk for Linux " + kernel_release()));
	facts.json["module"] = {{"loaded", loaded},
				{"loaded_version", nullptr},
				{"disk_version", nullptr},
				{"file", nullptr},
				{"kernel", kernel_release()}};
	if (version)
		facts.json["module"]["loaded_version"] = *version;
	if (file)
		facts.json["module"].update({{"disk_version", file->version}, {"file", file->path}});
}

// The contract, and the state if we may read it. What cannot be read is reported with its reason.
void add_device(Facts &facts, const Request &request, const std::filesystem::path &node)
{
	const auto abi_text = [](const std::string &loaded) {
		return fmt::format("{}; this command keeps {}", loaded, RUSTY_ABI_VERSION);
	};
	facts.json["abi"] = {{"driver", nullptr}, {"command", RUSTY_ABI_VERSION}};
	try {
		const auto abi = rusty::driver_abi(node);
		facts.json["abi"]["driver"] = abi;
		facts.add("contract", abi_text(fmt::format("{}", abi)));
		const auto now = rusty::Device(node, rusty::Access::read).snapshot();
		facts.add("number", fmt::format("{}", now.number));
		facts.add("generation", fmt::format("{}", now.generation));
		facts.json["number"] = exact(now.number);
		facts.json["generation"] = exact(now.generation);
	} catch (const std::system_error &error) {
		const Failure failure = explain(error, request);
		facts.add("number", failure.what());
		for (std::string_view rest = failure.advice(); !rest.empty();) {
			const auto end = std::min(rest.find('\n'), rest.size());
			facts.add("", std::string(rest.substr(0, end)));
			rest.remove_prefix(std::min(end + 1, rest.size()));
		}
		facts.json["error"] = failure.what();
	}
	for (const char *name : {"unpinned_number", "numbers"}) {
		if (const auto value = device_attribute(name)) {
			facts.add(name, *value);
			facts.json[name] = *value;
		}
	}
	std::string text;
	for (const auto &[name, value] : module_parameters()) {
		text += fmt::format("{}{}={}", text.empty() ? "" : " ", name, value);
		facts.json["parameters"][name] = value;
	}
	if (!text.empty())
		facts.add("parameters", text);
}

void follow(Stream &stream, rusty::Monitor &monitor)
{
	while (stream.goes_on()) {
		const auto event = monitor.next(stream.deadline(), stream.stop());
		if (!event)
			continue;
		const char *const kind =
			event->kind == rusty::NodeEvent::Kind::appeared ? "appeared" : "gone";
		stream.answer(fmt::format("{} {}", kind, event->node.string()),
			      {{"event", kind}, {"node", event->node.string()}});
	}
}

} // namespace

Status info(const Request &request, const Output &output)
{
	// (First, so that nothing comes between the look and the listening.)
	std::optional<Stream> stream;
	std::optional<rusty::Monitor> monitor;
	if (request.follow) {
		stream.emplace(request, output, "events");
		monitor.emplace();
	}
	const auto node = node_of(request);
	Facts facts;
	add_node(facts, node);
	add_module(facts);
	add_device(facts, request, node);
	facts.print(output);
	if (!stream)
		return Status::ok;
	follow(*stream, *monitor);
	return stream->end();
}

} // namespace command
