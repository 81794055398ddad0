// SPDX-License-Identifier: GPL-2.0-only
// HashTable<T, &T::link, &T::key, bits>: objects that are found by a key, linked by a member of theirs, so that to insert one
// allocates nothing and cannot fail.
#pragma once

#include "kernel/core/traits.hpp"
#include "kernel/hash/hash.hpp"
#include "kernel/hash/hlist.hpp"

namespace kernel
{
namespace
{

/// A hash table of 2^bits buckets: objects, each of which has an HlistLink for it, by a member that is an integer or a pointer. It does
/// not own them, does not grow, and may hold several of one key. About as many buckets as objects are a good choice: insert(), remove()
/// and find() then are O(1). Any context, but not at once: a table that several contexts use is the data of a lock.
///
///     struct Route {
///             u32 address;
///             HlistLink link;
///     };
///     SpinLock<HashTable<Route, &Route::link, &Route::address, 6>> routes_{routes_class};
///     auto routes = routes_.lock();
///     routes->insert(route);
///     Route *const found = routes->find(address);
///     for (Route &each : *routes)
///             pr_info("{}", each.address);
///
/// The key of an object that is in a table does not change. When the table is destroyed its objects are unlinked and live on. The
/// body of a range-for may remove its object, and destroy it, but no other.
template <typename T, HlistLink T::*link, auto key, unsigned int bits>
class HashTable : Pinned
{
	static_assert(bits >= 1 && bits <= 20, "a hash table has 2^1 to 2^20 buckets");
	static constexpr u32 size = u32{1} << bits;
	using Bucket = Hlist<T, link>;
	template <typename Item, typename BucketIterator>
	class Matches;
	template <typename Item, typename BucketIterator, typename BucketOf>
	class Iterator;
	template <typename Item>
	using Items = typename Bucket::template Iterator<Item>;

public:
	using Key = RemoveConstReference<decltype(static_cast<const T *>(nullptr)->*key)>;
	static_assert(HashKey<Key>, "a key is a member that is an integer or a pointer: &T::key");

	[[nodiscard]] bool empty() const
	{
		for (const Bucket &bucket : buckets_)
			if (!bucket.empty())
				return false;
		return true;
	}
	/// The object must outlive its membership. One that is linked already, here or elsewhere, is a WARN and stays where it is.
	void insert(T &item) { bucket_of(item.*key).push_front(item); }
	/// Takes an object out of this table. One that is in none is a WARN.
	void remove(T &item) { bucket_of(item.*key).remove(item); }
	/// The object of this key that was inserted last; nullptr: there is none.
	T *find(Key wanted) { return find_in<T>(bucket_of(wanted), wanted); }
	const T *find(Key wanted) const { return find_in<const T>(bucket_of(wanted), wanted); }
	/// All objects of a key: for (T &each : table.equal_range(key)).
	auto equal_range(Key wanted) { return Matches<T, Items<T>>(bucket_of(wanted), wanted); }
	auto equal_range(Key wanted) const
	{
		return Matches<const T, Items<const T>>(bucket_of(wanted), wanted);
	}
	/// Takes all objects out; O(n), as is to walk them, and empty().
	void clear()
	{
		for (Bucket &bucket : buckets_)
			bucket.clear();
	}

	/// All objects, in no order.
	auto begin() { return Iterator<T, Items<T>, Bucket>(buckets_, buckets_ + size); }
	auto end() { return Iterator<T, Items<T>, Bucket>(buckets_ + size, buckets_ + size); }
	auto begin() const
	{
		return Iterator<const T, Items<const T>, const Bucket>(buckets_, buckets_ + size);
	}
	auto end() const
	{
		return Iterator<const T, Items<const T>, const Bucket>(buckets_ + size, buckets_ + size);
	}

private:
	Bucket &bucket_of(Key wanted) { return buckets_[hash_of(wanted, bits)]; }
	const Bucket &bucket_of(Key wanted) const { return buckets_[hash_of(wanted, bits)]; }
	template <typename Item, typename BucketOf>
	static Item *find_in(BucketOf &bucket, Key wanted)
	{
		for (Item &item : bucket)
			if (item.*key == wanted)
				return &item;
		return nullptr;
	}

	Bucket buckets_[size];
};

// Those of one bucket that have the key.
template <typename T, HlistLink T::*link, auto key, unsigned int bits>
template <typename Item, typename BucketIterator>
class HashTable<T, link, key, bits>::Matches
{
public:
	template <typename BucketOf>
	Matches(BucketOf &bucket, Key wanted) : item_(bucket.begin()), last_(bucket.end()), wanted_(wanted)
	{
		skip();
	}
	Matches begin() const { return *this; }
	Matches end() const { return Matches(last_, wanted_); }

	Item &operator*() const { return *item_; }
	Matches &operator++()
	{
		++item_;
		skip();
		return *this;
	}
	bool operator==(const Matches &other) const { return item_ == other.item_; }

private:
	Matches(BucketIterator last, Key wanted) : item_(last), last_(last), wanted_(wanted) {}
	void skip()
	{
		while (!(item_ == last_) && !((*item_).*key == wanted_))
			++item_;
	}

	BucketIterator item_;
	BucketIterator last_;
	Key wanted_;
};

// Those of all buckets, from one on.
template <typename T, HlistLink T::*link, auto key, unsigned int bits>
template <typename Item, typename BucketIterator, typename BucketOf>
class HashTable<T, link, key, bits>::Iterator
{
public:
	Iterator(BucketOf *bucket, BucketOf *last) : bucket_(bucket), last_(last), item_(none())
	{
		if (bucket_ != last_)
			item_ = bucket_->begin();
		skip();
	}
	Item &operator*() const { return *item_; }
	Iterator &operator++()
	{
		++item_;
		skip();
		return *this;
	}
	bool operator==(const Iterator &other) const
	{
		return bucket_ == other.bucket_ && item_ == other.item_;
	}

private:
	static BucketIterator none() { return BucketIterator(nullptr); }
	void skip()
	{
		while (bucket_ != last_ && item_ == none()) {
			++bucket_;
			if (bucket_ != last_)
				item_ = bucket_->begin();
		}
	}

	BucketOf *bucket_;
	BucketOf *last_;
	BucketIterator item_;
};

} // namespace
} // namespace kernel
