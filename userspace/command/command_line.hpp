// SPDX-License-Identifier: MIT
// The one table of verbs and options: the parser, the help and the completions are made from it.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "output.hpp"
#include "request.hpp"
#include "status.hpp"

namespace command
{

struct Verb {
	const char *name;
	const char *summary;
	const char *examples; // lines
	void (*declare)(CLI::App &verb, Request &request);
	Status (*run)(const Request &request, const Output &output);
};

const std::vector<Verb> &verbs();

// The words of `wait`, as they are typed.
const std::vector<std::pair<std::string, Condition>> &conditions();

// The parser; what it finds is stored in the request, which must outlive it.
std::unique_ptr<CLI::App> make_parser(Request &request);

} // namespace command
