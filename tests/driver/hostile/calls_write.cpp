// SPDX-License-Identifier: MIT
// Writes: the whole text is a number and is stored, or nothing has happened.
#include "user.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>

#include "number_text.hpp"
#include "vectors.hpp"

namespace hostile
{

// With several threads each stored number must be unique: a bad text that is a valid number by chance is not used then.
std::string User::text_to_store()
{
	if (random_.one_in(3)) {
		std::string text = wrong_text(random_);
		if (judge_.exact() || text.empty() || parse(text).error != 0)
			return text;
	}
	return text_of(judge_.fresh(random_), random_);
}

// Whether a store of this text must succeed, if there is no other error.
bool User::may_store(std::string_view text, Errors &may, std::int64_t *number)
{
	if (text.empty())
		return false;
	const Parsed parsed = parse(text);
	may.add_if(parsed.error != 0, parsed.error);
	*number = parsed.number;
	return may.none();
}

void User::check_store(std::string_view text, Errors may, long outcome)
{
	std::int64_t number = 0;
	const bool stores = may_store(text, may, &number);
	if (may.check(outcome))
		return;
	expect_equal("written bytes", static_cast<long>(text.size()), outcome);
	if (stores)
		judge_.stored(number, when_);
}

void User::write()
{
	OpenFile &file = any_file();
	text_ = text_to_store();
	const Place place = any_place(text_.size());
	if (place.alias)
		text_.copy(place.alias, std::min(text_.size(), place.readable));
	static constexpr long long offsets[] = {0, 0, 0, 5, 100, -1, LLONG_MAX, 1LL << 40};
	const bool uses_offset = random_.one_in(3);
	const long long offset = uses_offset ? random_.pick(offsets) : file.offset;
	note(uses_offset ? "pwrite" : "write", &file, &place, text_.size(), offset);
	judge_.begin();
	const long outcome =
		guest::Outcome::of(uses_offset ? ::pwrite(file.fd, place.address, text_.size(), offset)
					       : ::write(file.fd, place.address, text_.size()))
			.value();
	over();
	Errors may;
	may.add_if(!file.writable, EBADF);
	may.add_if(offset < 0 || offset > LLONG_MAX - static_cast<long long>(text_.size()), EINVAL);
	may.add_if(!text_.empty() && (place.of_kernel || place.readable < text_.size()), EFAULT);
	check_store(text_, may, outcome);
}

void User::writev()
{
	OpenFile &file = any_file();
	text_ = text_to_store();
	Vectors vectors(places_, random_, text_.size());
	vectors.scatter(text_);
	note("writev", &file, nullptr, text_.size(), file.offset,
	     static_cast<unsigned long>(vectors.count()));
	judge_.begin();
	const long outcome = guest::Outcome::of(::writev(file.fd, vectors.data(), vectors.count())).value();
	over();
	Errors may;
	may.add_if(!file.writable, EBADF);
	may.add_if(!vectors.count_is_valid() ||
			   file.offset > LLONG_MAX - static_cast<long long>(text_.size()),
		   EINVAL);
	may.add_if(vectors.usable() < text_.size(), EFAULT);
	check_store(text_, may, outcome);
}

} // namespace hostile
