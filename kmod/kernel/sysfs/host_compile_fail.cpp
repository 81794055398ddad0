// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/sysfs/group.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

template <typename D>
struct Host : FileHost {
	using Device = D;
	D &device();
};
template <typename D>
const void *files()
{
	return groups_of_host<Host<D>>();
}

// What each device has.
#define FUNCTIONS                                                                                            \
	Result<void> show(TextWriter &) const;                                                               \
	Result<void> store(Text);                                                                            \
	Result<void> show_not_const(TextWriter &);                                                           \
	void show_nothing(TextWriter &) const;                                                               \
	s64 number() const;                                                                                  \
	u64 count() const;                                                                                   \
	int small() const;                                                                                   \
	s64 next();

struct Base {
	Result<void> show_base(TextWriter &) const;
};

struct Good {
	FUNCTIONS
	static constexpr Attribute<Good> attributes[] = {
		{"a", 0644, &Good::show, &Good::store},
		{"b", 0200, nullptr, &Good::store},
		{"c", 0444, &Good::number},
		{"d", 0644, &Good::count, &Good::store},
	};
};
struct Forms : Base {
	FUNCTIONS
	static constexpr Attribute<Forms> attributes[] = {
		{"a", 0444, &Forms::show},
		{"b", 0444, &Forms::show_base}, // FAULT: an attribute's functions are members of the device itself, not of its base
		{"c", 0444}, // FAULT: (no matching|could not convert|no viable|cannot convert)
		{"d", 0444, nullptr}, // FAULT: (no matching|could not convert|no viable|cannot convert)
		{"e", 0444, &Forms::show_not_const}, // FAULT: (no matching|could not convert|no viable|cannot convert)
		{"f", 0444, &Forms::show_nothing}, // FAULT: (no matching|could not convert|no viable|cannot convert)
		{"i", 0444, &Forms::small}, // FAULT: (no matching|could not convert|no viable|cannot convert)
		{"j", 0444, &Forms::next}, // FAULT: (no matching|could not convert|no viable|cannot convert)
		{"g", 0644, &Forms::show, &Forms::show}, // FAULT: (no matching|could not convert|no viable|cannot convert)
		{"h", 0644, &Forms::store, &Forms::store}, // FAULT: (no matching|could not convert|no viable|cannot convert)
	};
};
#define WITH(name, ...)                                                                                      \
	struct name {                                                                                        \
		FUNCTIONS                                                                                    \
		static constexpr Attribute<name> attributes[] = {{"a", __VA_ARGS__}};                        \
	};
WITH(StoreNotWritable, 0444, &StoreNotWritable::show, &StoreNotWritable::store)
WITH(WritableWithoutStore, 0644, &WritableWithoutStore::show)
WITH(WritableByAll, 0666, &WritableByAll::show, &WritableByAll::store)
WITH(NoMode, 01444, &NoMode::show)

#define BIN_WITH(name, ...)                                                                                  \
	struct name {                                                                                        \
		Result<size_t> read(Span<char>, u64) const;                                                  \
		Result<size_t> write(Text, u64);                                                             \
		static constexpr BinAttribute<name> bins[] = {{"a", __VA_ARGS__}};                           \
		static constexpr AttributeGroup<name> attribute_groups[] = {{"group", bins}};                \
	};
BIN_WITH(BinGood, 0600, 8, &BinGood::read, &BinGood::write)
BIN_WITH(BinWritable, 0600, 8, &BinWritable::read)
BIN_WITH(BinByAll, 0666, 8, &BinByAll::read, &BinByAll::write)
struct BinForms {
	Result<size_t> read(Span<char>, u64) const;
	Result<size_t> read_not_const(Span<char>, u64);
	bool visible(Text);
	static constexpr BinAttribute<BinForms> bins[] = {
		{"a", 0400, 8, &BinForms::read},
		{"b", 0400, 8, &BinForms::read_not_const}, // FAULT: (no matching|could not convert|no viable|cannot convert)
		{"c", 0400, &BinForms::read}, // FAULT: (no matching|could not convert|no viable|cannot convert)
	};
	static constexpr AttributeGroup<BinForms> attribute_groups[] = {
		{"group", bins},
		{"empty"}, // FAULT: (no matching|could not convert|no viable|cannot convert)
		{"visible", bins, &BinForms::visible}, // FAULT: (no matching|could not convert|no viable|cannot convert)
	};
};

[[maybe_unused]] void all()
{
	(void)files<BinGood>();
	(void)files<BinForms>();
	(void)files<BinWritable>(); // FAULT: an attribute is writable if it has a write function, and only then
	(void)files<BinByAll>(); // FAULT: an attribute's mode is one of files, such as 0644, and not writable by everybody
	(void)files<Good>();
	(void)files<Forms>();
	(void)files<StoreNotWritable>(); // FAULT: an attribute with a store function is writable
	(void)files<WritableWithoutStore>(); // FAULT: an attribute without a store function is not writable
	(void)files<WritableByAll>(); // FAULT: an attribute's mode is one of files, such as 0644, and not writable by everybody
	(void)files<NoMode>(); // FAULT: an attribute's mode is one of files, such as 0644, and not writable by everybody
}

} // namespace
