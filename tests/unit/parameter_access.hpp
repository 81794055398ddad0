// SPDX-License-Identifier: MIT
// Parameters and sysfs files as the kernel calls them: under its lock, into a page of its own.
#pragma once

#include <string>
#include <string_view>

#include "fake.hpp"

struct kernel_param;

// 0 or a negative errno. A null text is a parameter without a value.
template <typename Set>
int set_parameter(Set entry, const char *text)
{
	const fake::ParameterLock lock;
	return entry(text, nullptr);
}

// The text of the page; what lies behind it must be untouched, else the text is "overwritten".
template <typename Fill>
std::string page_text(Fill fill)
{
	std::string page(LAYOUT_PAGE_SIZE + 64, '#');
	const auto size = fill(page.data());
	if (size < 0)
		return "errno " + std::to_string(-size);
	if (page.find_first_not_of('#', static_cast<std::size_t>(size)) != page.npos)
		return "overwritten";
	return page.substr(0, static_cast<std::size_t>(size));
}

template <typename Get>
std::string get_parameter(Get entry)
{
	const fake::ParameterLock lock;
	return page_text([entry](char *page) { return entry(page, nullptr); });
}

template <typename Store>
long store_attribute(Store entry, std::string_view text)
{
	return entry(nullptr, nullptr, text.data(), text.size());
}

template <typename Show>
std::string show_attribute(Show entry)
{
	return page_text([entry](char *page) { return entry(nullptr, nullptr, page); });
}
