// SPDX-License-Identifier: MIT
// Declares the verbs and options.
#include "command_line.hpp"

#include <fmt/format.h>

#include <rusty/parse.hpp>
#include <rusty/uapi.h>

#include "help.hpp"
#include "texts.hpp"
#include "verbs.hpp"

namespace command
{
namespace
{

// (CLI11 puts the option's name before these sentences.)
[[noreturn]] void refuse(const std::string &sentence)
{
	throw CLI::ValidationError(sentence);
}

std::int64_t number_of(const std::string &text)
{
	const auto parsed = rusty::parse_number(text);
	if (parsed.error == std::errc::result_out_of_range)
		refuse(fmt::format("'{}' does not fit: from -9223372036854775808 to 9223372036854775807",
				   text));
	if (parsed.error == std::errc::message_size)
		refuse(fmt::format("a number has at most {} characters", RUSTY_TEXT_MAX));
	if (!parsed)
		refuse(fmt::format("'{}' is not a whole number; such are: 42, -7, 0x2a, 0o52, 0b101010",
				   text));
	return parsed.number;
}

void declare_number(CLI::App &verb, std::int64_t &place, const std::string &name,
		    const std::string &description)
{
	verb.add_option_function<std::string>(
		    name, [&place](const std::string &text) { place = number_of(text); }, description)
		->required()
		->type_name("");
}

void declare_timeout(CLI::App &verb, Request &request, const std::string &description)
{
	const auto take = [&request](const std::string &text) {
		request.timeout = parse_duration(text);
		request.timeout_text = text;
		if (!request.timeout)
			refuse(fmt::format("'{}' is no time; such are: 500ms, 5s, 2m", text));
	};
	verb.add_option_function<std::string>("--timeout", take, description)->type_name("TIME");
}

void declare_count(CLI::App &verb, Request &request, const std::string &description)
{
	const auto take = [&request](const std::string &text) {
		request.count = parse_count(text);
		if (!request.count || *request.count == 0)
			refuse(fmt::format("'{}' is no count; such are: 1, 10", text));
	};
	verb.add_option_function<std::string>("--count", take, description)->type_name("N");
}

void declare_nothing(CLI::App &, Request &) {}

void declare_one_number(CLI::App &verb, Request &request)
{
	declare_number(verb, request.number, "N", "The number");
}

void declare_add(CLI::App &verb, Request &request)
{
	declare_number(verb, request.number, "N", "What is added; may be negative");
	verb.add_flag("--checked", request.checked,
		      "Where the sum does not fit, fail (status 5) and change nothing");
}

void declare_cas(CLI::App &verb, Request &request)
{
	declare_number(verb, request.number, "OLD", "The number expected");
	declare_number(verb, request.other, "NEW", "The number stored if it is there");
}

void declare_end(CLI::App &verb, Request &request, const std::string &of_what)
{
	declare_count(verb, request, "End after so many " + of_what);
	declare_timeout(verb, request,
			"End after this time (500ms, 5s, 2m); before --count is full: status 1");
}

void declare_watch(CLI::App &verb, Request &request)
{
	declare_end(verb, request, "lines");
}

void declare_wait(CLI::App &verb, Request &request)
{
	std::vector<std::string> words;
	for (const auto &[word, condition] : conditions())
		words.push_back(word);
	verb.add_option_function<std::string>(
		    "CONDITION",
		    [&request](const std::string &word) {
			    for (const auto &[name, condition] : conditions())
				    if (name == word)
					    request.condition = condition;
		    },
		    "eq, ne, lt, le, gt or ge, with N; or changed")
		->required()
		->check(CLI::IsMember(words))
		->type_name("");
	auto *const number = verb.add_option_function<std::string>(
		"N", [&request](const std::string &text) { request.number = number_of(text); },
		"What the number is compared with");
	number->type_name("");
	auto *const since = verb.add_option_function<std::string>(
		"--since",
		[&request](const std::string &text) {
			request.since = parse_count(text);
			if (!request.since)
				refuse(fmt::format("'{}' is no generation; `rusty get --json` shows it",
						   text));
		},
		"changed: return at once if anything was stored since this generation. It counts the stores "
		"since the module was loaded; `get --json` and `wait --json` show it");
	since->type_name("GEN");
	declare_timeout(verb, request, "Give up after this time (500ms, 5s, 2m), with status 1");
	verb.callback([&request, number, since] {
		const bool changed = request.condition == Condition::changed;
		if (changed && number->count() != 0)
			refuse("wait changed takes no number");
		if (!changed && number->count() == 0)
			refuse("wait: the number to compare with is missing, as in: rusty wait ge 10");
		if (!changed && since->count() != 0)
			refuse("--since belongs to: rusty wait changed");
	});
}

void declare_info(CLI::App &verb, Request &request)
{
	verb.add_flag("--follow", request.follow,
		      "Then report when the node appears and disappears, until Ctrl-C");
}

void declare_doctor(CLI::App &verb, Request &request)
{
	const auto take = [&request](const std::string &version) {
		if (!is_release(version))
			refuse(fmt::format("'{}' is not a kernel version as `uname -r` prints it", version));
		request.kernel = version;
	};
	verb.add_option_function<std::string>("--kernel", take,
					      "Look at this one's module instead of the running one's")
		->type_name("VERSION");
}

void declare_trace(CLI::App &verb, Request &request)
{
	declare_end(verb, request, "events");
}

const char *const closing =
	"A number: 42, -7, 0x2a, 0o52 or 052, 0b101010; 64 bits with its sign.\n"
	"Exit status: 0 done; 1 condition false, time over, or doctor found a\n"
	"problem; 2 wrong command line; 3 no device; 4 no permission; 5 device error;\n"
	"6 module and command keep different contracts; 128+N ended by signal N (Ctrl-C: 130).\n"
	"`cat /dev/rusty` and `echo 5 > /dev/rusty` work as well.\n"
	"Manuals: rusty(1) this command, rusty(4) the device, librusty(3) the library.";

} // namespace

const std::vector<Verb> &verbs()
{
	static const std::vector<Verb> table{
		{"get", "Print the number", "rusty get\nrusty get --json  # {\"number\":42,\"generation\":7}",
		 declare_nothing, get},
		{"set", "Store a number", "rusty set 42\nrusty set -0x10", declare_one_number, set},
		{"add", "Add to the number, atomically, and print the sum; it wraps around at 64 bits",
		 "rusty add 1\nrusty add -5 --checked", declare_add, add},
		{"swap", "Store a number and print the one before, atomically", "rusty swap 0",
		 declare_one_number, swap},
		{"cas",
		 "Compare and swap, atomically: store NEW if the number is OLD, else print the number "
		 "(status 1)",
		 "rusty cas 41 42 || echo 'somebody was faster'\n"
		 "until rusty cas 0 1 --quiet; do rusty wait eq 0 --quiet || exit; done  # take a lock\n"
		 "rusty set 0  # give it back",
		 declare_cas, cas},
		{"watch",
		 "Print the number each time that somebody stores one, from now on; of stores in quick "
		 "succession the newest (--json counts the missed)",
		 "rusty watch | while read -r number; do echo \"now $number\"; done\nrusty watch --count 3 "
		 "--timeout 1m --json  # {\"number\":42,\"generation\":7,\"missed\":0}",
		 declare_watch, watch},
		{"wait", "Sleep until the number is as asked, then print it",
		 "rusty wait ge 10 --timeout 5s\nrusty wait changed\nrusty wait changed --since 7",
		 declare_wait, wait},
		{"info", "Show device, module, parameters, and who may use them; without the module, too",
		 "rusty info\nrusty info --follow --json", declare_info, info},
		{"doctor", "Find out why it cannot be built, loaded or used, and name the command that helps",
		 "rusty doctor\nrusty doctor --json | jq -r 'select(.verdict == \"problem\").fix[]'",
		 declare_doctor, doctor},
		{"trace", "Print which process changes the number, each time (root)",
		 "sudo rusty trace --count 10", declare_trace, trace},
	};
	return table;
}

const std::vector<std::pair<std::string, Condition>> &conditions()
{
	static const std::vector<std::pair<std::string, Condition>> table{
		{"eq", Condition::equal},	 {"ne", Condition::not_equal},
		{"lt", Condition::less},	 {"le", Condition::less_or_equal},
		{"gt", Condition::greater},	 {"ge", Condition::greater_or_equal},
		{"changed", Condition::changed},
	};
	return table;
}

std::unique_ptr<CLI::App> make_parser(Request &request)
{
	auto parser =
		std::make_unique<CLI::App>("Reads, changes and watches the number of /dev/rusty.", "rusty");
	parser->set_version_flag("--version",
				 fmt::format("rusty {} (contract {})", RUSTY_VERSION, RUSTY_ABI_VERSION),
				 "Print the version");
	parser->set_help_flag("-h,--help", "Print this help; after a verb, help on that verb");
	// Before the verb or after it.
	parser->fallthrough();
	parser->require_subcommand(0, 1);
	// (Verbs inherit it.)
	parser->formatter(std::make_shared<Help>());
	parser->add_option("--device", request.device,
			   "The device file; else $RUSTY_DEVICE, else it is found")
		->check([](const std::string &path) {
			return path.empty() ? "an empty path names nothing" : std::string();
		})
		->envname("RUSTY_DEVICE")
		->type_name("PATH");
	parser->add_flag("--json", request.json,
			 "Answers as JSON, an object a line; numbers beyond 2^53 are strings");
	// (No short name: CLI11 takes bundles apart, and `set -q5` would store -5.)
	parser->add_flag("--quiet", request.quiet,
			 "Print no answer and no error: the exit status says how it went");
	parser->add_option(
		      "--color", request.color,
		      "auto, always or never; auto: on a terminal, unless NO_COLOR is set or TERM is dumb")
		->check(CLI::IsMember(std::vector<std::string>{"auto", "always", "never"}))
		->type_name("WHEN");
	std::string examples = "Examples:\n";
	for (const Verb &verb : verbs()) {
		CLI::App *const added = parser->add_subcommand(verb.name, verb.summary);
		added->set_help_flag("-h,--help", "Print this help");
		verb.declare(*added, request);
		std::string own = "Examples:\n";
		for (std::string_view rest = verb.examples; !rest.empty();) {
			const auto end = std::min(rest.find('\n'), rest.size());
			own += fmt::format("  {}\n", rest.substr(0, end));
			if (rest.data() == verb.examples)
				examples += fmt::format("  {}\n", rest.substr(0, end));
			rest.remove_prefix(std::min(end + 1, rest.size()));
		}
		added->footer(own +
			      "Every verb takes --device, --json, --quiet and --color too: rusty --help");
	}
	parser->footer(examples + "\n" + closing);
	return parser;
}

} // namespace command
