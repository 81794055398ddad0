// SPDX-License-Identifier: MIT
// The other interfaces to the same number: the device's files in sysfs and the module's parameters.
#include "user.hpp"

#include <cerrno>

#include "number_text.hpp"

namespace hostile
{

void User::attribute_read()
{
	const std::size_t which = random_.below(3);
	char bytes[64];
	note(which == 0	  ? "read of sysfs number"
	     : which == 1 ? "read of the parameter number"
			  : "read of sysfs generation",
	     nullptr);
	judge_.begin();
	const long outcome = guest::Outcome::of(::pread(attributes_[which], bytes, sizeof(bytes), 0)).value();
	over();
	expect(outcome > 0, "a text", named(outcome));
	const std::string text(bytes, static_cast<std::size_t>(outcome));
	if (which == 2) {
		const std::uint64_t generation = std::stoull(text);
		expect(std::to_string(generation) + "\n" == text, "a number and a newline",
		       guest::quoted(text));
		return judge_.saw_generation(generation, when_);
	}
	const Parsed parsed = parse(text);
	expect(parsed.error == 0 && shown(parsed.number) == text, "a number and a newline",
	       guest::quoted(text));
	judge_.saw(parsed.number, when_);
}

void User::attribute_write()
{
	const std::size_t which = random_.below(2);
	text_ = text_to_store();
	// (A parameter is a C string, which ends at the first NUL.)
	if (which == 1 && text_.find('\0') != text_.npos)
		text_ = text_of(judge_.fresh(random_), random_);
	const Place place = any_place(text_.size());
	const bool good = place.alias && place.readable >= text_.size();
	if (good)
		text_.copy(place.alias, text_.size());
	note(which == 0 ? "write to sysfs number" : "write to the parameter number", nullptr, &place,
	     text_.size());
	judge_.begin();
	const long outcome =
		guest::Outcome::of(::pwrite(attributes_[which], place.address, text_.size(), 0)).value();
	over();
	Errors may;
	may.add_if(!text_.empty() && !good, EFAULT);
	check_store(text_, may, outcome);
}

// A separate number: a store to it is no store to the device (settle() would find it).
void User::unpinned()
{
	if (unpinned_ < 0)
		return attribute_read();
	char bytes[64];
	note("read of and write to sysfs unpinned_number", nullptr);
	const long size = ::pread(unpinned_, bytes, sizeof(bytes), 0);
	const std::string came(bytes, static_cast<std::size_t>(size < 0 ? 0 : size));
	expect(came == shown(unpinned_number_), guest::quoted(shown(unpinned_number_)).c_str(),
	       guest::quoted(came));
	text_ = random_.one_in(2) ? wrong_text(random_) : text_of(edge_number(random_), random_);
	const long outcome = guest::Outcome::of(::pwrite(unpinned_, text_.data(), text_.size(), 0)).value();
	Errors may;
	std::int64_t number = 0;
	const bool stores = may_store(text_, may, &number);
	if (!may.check(outcome) && stores)
		unpinned_number_ = number;
}

} // namespace hostile
