// SPDX-License-Identifier: MIT
// Puts all stores of a run into one order, as history.hpp says, or says why there is none.
#include "history.hpp"

#include <algorithm>
#include <map>
#include <queue>

#include "expectation.hpp"

namespace hostile
{

namespace
{

struct Store {
	std::int64_t number;
	Bounds place;		   // the generations that it can have
	std::size_t before, after; // in the order, where it is known; `none` elsewhere
};

constexpr std::size_t none = ~std::size_t{0};

std::string words(const Bounds &bounds)
{
	return std::to_string(bounds.low) + ".." + std::to_string(bounds.high);
}

class Order
{
public:
	Order(const guest::State &first, const guest::State &last) : first_(first), last_(last)
	{
		stores_.push_back({first.number, {first.generation, first.generation}, none, none});
	}

	void add(const Record &record)
	{
		stores_.push_back({record.number, {record.when.low + 1, record.when.high}, none, none});
	}
	void sort()
	{
		std::sort(stores_.begin(), stores_.end(),
			  [](const Store &one, const Store &other) { return one.number < other.number; });
		for (std::size_t i = 1; i < stores_.size(); ++i)
			if (stores_[i].number == stores_[i - 1].number)
				throw Violation{"each number stored once",
						"twice " + std::to_string(stores_[i].number)};
		expect_equal("stores that the generation counts,", stores_.size() - 1,
			     static_cast<std::size_t>(last_.generation - first_.generation));
	}
	std::size_t find(std::int64_t number) const
	{
		const auto found = std::lower_bound(
			stores_.begin(), stores_.end(), number,
			[](const Store &store, std::int64_t wanted) { return store.number < wanted; });
		if (found == stores_.end() || found->number != number)
			throw Violation{"a number that was stored", std::to_string(number)};
		return static_cast<std::size_t>(found - stores_.begin());
	}
	void narrow(std::size_t index, Bounds bounds)
	{
		Bounds &place = stores_[index].place;
		const Bounds narrowed = {std::max(place.low, bounds.low), std::min(place.high, bounds.high)};
		if (narrowed.low > narrowed.high)
			throw Violation{std::to_string(stores_[index].number) + " as generation " +
						words(place),
					"seen as generation " + words(bounds)};
		place = narrowed;
	}
	void link(std::int64_t old, std::int64_t number)
	{
		const std::size_t before = find(old), after = find(number);
		if (stores_[before].after != none)
			throw Violation{"each number replaced once",
					std::to_string(old) + " by two: " + std::to_string(number) + " and " +
						std::to_string(stores_[stores_[before].after].number)};
		stores_[before].after = after;
		stores_[after].before = before;
	}
	// Along each chain of links forwards, then back.
	void propagate()
	{
		std::size_t visited = 0;
		for (std::size_t start = 0; start < stores_.size(); ++start) {
			if (stores_[start].before != none)
				continue;
			std::size_t at = start;
			for (++visited; stores_[at].after != none; ++visited) {
				const Bounds place = stores_[at].place;
				at = stores_[at].after;
				narrow(at, {place.low + 1, place.high + 1});
			}
			for (; stores_[at].before != none; at = stores_[at].before)
				narrow(stores_[at].before,
				       {stores_[at].place.low - 1, stores_[at].place.high - 1});
		}
		expect_equal("stores outside circles", stores_.size(), visited);
	}
	// One store for each generation.
	void place() const
	{
		std::vector<const Store *> by_start;
		for (const Store &store : stores_)
			by_start.push_back(&store);
		std::sort(by_start.begin(), by_start.end(), [](const Store *one, const Store *other) {
			return one->place.low < other->place.low;
		});
		const auto later = [](const Store *one, const Store *other) {
			return one->place.high > other->place.high;
		};
		std::priority_queue<const Store *, std::vector<const Store *>, decltype(later)> waiting(
			later);
		std::size_t next = 0;
		for (std::uint64_t generation = first_.generation; generation <= last_.generation;
		     ++generation) {
			for (; next < by_start.size() && by_start[next]->place.low <= generation; ++next)
				waiting.push(by_start[next]);
			if (waiting.empty())
				throw Violation{"a store for generation " + std::to_string(generation),
						"none"};
			if (waiting.top()->place.high < generation)
				throw Violation{"a generation for " + std::to_string(waiting.top()->number) +
							" in " + words(waiting.top()->place),
						"all are taken"};
			waiting.pop();
		}
	}
	// poll reported a change while the only possible generation was the one that the file had read.
	void check_change_since(const Record &record) const
	{
		const Bounds &place = stores_[find(record.number)].place;
		if (record.when.low == record.when.high && place.low == place.high &&
		    place.low == record.when.low)
			throw Violation{"no change since generation " + std::to_string(place.low),
					"readable"};
	}
	// EOVERFLOW was returned while the only possible number had room for the sum.
	void check_overflowed(const Record &record) const
	{
		if (record.when.low != record.when.high)
			return;
		const auto known = numbers_.find(record.when.low);
		std::int64_t sum = 0;
		if (known != numbers_.end() && !__builtin_add_overflow(known->second, record.number, &sum))
			throw Violation{"the sum " + std::to_string(sum), "-EOVERFLOW"};
	}
	// The numbers of those generations that a record asks for.
	void name(const std::vector<std::uint64_t> &wanted)
	{
		for (const Store &store : stores_)
			if (store.place.low == store.place.high &&
			    std::binary_search(wanted.begin(), wanted.end(), store.place.low))
				numbers_[store.place.low] = store.number;
	}
	std::size_t size() const { return stores_.size() - 1; }
	std::size_t placed() const
	{
		return static_cast<std::size_t>(std::count_if(
			       stores_.begin(), stores_.end(),
			       [](const Store &store) { return store.place.low == store.place.high; })) -
		       1;
	}

private:
	guest::State first_, last_;
	std::vector<Store> stores_; // ordered by number
	std::map<std::uint64_t, std::int64_t> numbers_;
};

template <typename Act>
void for_each(const std::vector<const HistoryJudge *> &judges, Act act)
{
	for (const HistoryJudge *judge : judges)
		for (const Record &record : judge->records())
			act(record);
}

} // namespace

Verdict verify(const std::vector<const HistoryJudge *> &judges, const guest::State &first,
	       const guest::State &last)
{
	Order order(first, last);
	std::size_t observations = 0;
	for_each(judges, [&](const Record &record) {
		if (record.kind == Kind::stored || record.kind == Kind::replaced)
			order.add(record);
		else
			++observations;
	});
	order.sort();
	for_each(judges, [&](const Record &record) {
		if (record.kind == Kind::saw)
			order.narrow(order.find(record.number), record.when);
		else if (record.kind == Kind::replaced)
			order.link(record.old, record.number);
	});
	order.narrow(order.find(last.number), {last.generation, last.generation});
	order.propagate();
	order.place();
	std::vector<std::uint64_t> overflows;
	for_each(judges, [&](const Record &record) {
		if (record.kind == Kind::overflowed)
			overflows.push_back(record.when.low);
	});
	std::sort(overflows.begin(), overflows.end());
	order.name(overflows);
	for_each(judges, [&](const Record &record) {
		if (record.kind == Kind::changed_since)
			order.check_change_since(record);
		else if (record.kind == Kind::overflowed)
			order.check_overflowed(record);
	});
	return {order.size(), order.placed(), observations};
}

} // namespace hostile
