// SPDX-License-Identifier: MIT
// Lays out --help: usage, words, options, verbs, and the footer as it is.
#include "help.hpp"

#include <fmt/format.h>

namespace command
{
namespace
{

constexpr std::size_t margin = 26; // where descriptions begin
constexpr std::size_t width = 80;  // where lines end

// In lines that end in time and begin at the indent; the first stands there already.
std::string wrapped(std::string_view words, std::size_t indent)
{
	std::string text;
	for (std::size_t column = indent; !words.empty();) {
		const auto end = std::min(words.find(' '), words.size());
		if (column + end > width) {
			text += fmt::format("\n{:{}}", "", indent);
			column = indent;
		}
		text += fmt::format("{}{}", column == indent ? "" : " ", words.substr(0, end));
		column += end + 1;
		words.remove_prefix(std::min(end + 1, words.size()));
	}
	return text;
}

// A title and its description, which goes on below itself.
std::string row(const std::string &title, const std::string &description)
{
	const bool fits = title.size() <= margin - 4;
	return fmt::format("  {:<{}}{}{}\n", title, fits ? margin - 2 : title.size(),
			   fits ? "" : fmt::format("\n{:{}}", "", margin), wrapped(description, margin));
}

// N, or [N] if it may be left out.
std::string word(const CLI::Option &option)
{
	return option.get_required() ? option.get_name() : "[" + option.get_name() + "]";
}

std::vector<const CLI::Option *> options_of(const CLI::App &app, bool positional)
{
	return app.get_options(
		[positional](const CLI::Option *each) { return each->get_positional() == positional; });
}

std::string words_of(const CLI::App &app)
{
	std::string text;
	for (const CLI::Option *each : options_of(app, true))
		text += " " + word(*each);
	return text;
}

// -h, --help
std::string title_of(const CLI::Option &option)
{
	std::string title = option.get_snames().empty() ? "    " : "-" + option.get_snames().front() + ", ";
	title += "--" + option.get_lnames().front();
	// (A set of words follows the type's name; the description lists them.)
	const std::string type = option.get_type_name();
	return option.get_items_expected_max() == 0 ? title : title + " " + type.substr(0, type.find(':'));
}

} // namespace

std::string Help::make_help(const CLI::App *app, std::string, CLI::AppFormatMode) const
{
	const CLI::App *const parent = app->get_parent();
	const auto verbs = app->get_subcommands({});
	std::string text = wrapped(app->get_description(), 0) + "\n\nUsage: ";
	text += parent ? parent->get_name() + " " + app->get_name() + words_of(*app) + " [OPTION...]"
		       : app->get_name() + " VERB [WORD...] [OPTION...]";
	text += "\n";
	if (!options_of(*app, true).empty())
		text += "\nWords:\n";
	for (const CLI::Option *each : options_of(*app, true))
		text += row(word(*each), each->get_description());
	if (!verbs.empty())
		text += "\nVerbs:\n";
	for (const CLI::App *each : verbs)
		text += row(each->get_name() + words_of(*each), each->get_description());
	text += parent ? "\nOptions:\n" : "\nOptions, before the verb or after it:\n";
	for (const CLI::Option *each : options_of(*app, false))
		text += row(title_of(*each), each->get_description());
	return text + "\n" + app->get_footer() + "\n";
}

} // namespace command
