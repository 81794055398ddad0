// SPDX-License-Identifier: GPL-2.0-only
// The shims of ACPI.
#include "kernel/acpi/shim.h"

#include <algorithm>
#include <cstring>
#include <map>

#include "kernel/memory/shim.h"
#include "tests/kit/host/fake.hpp"

namespace
{

using fake::AcpiTree;

// (A handle is the address of an entry.)
using Namespace = std::map<std::string, fake::AcpiMethod>;
Namespace objects;
bool disabled = false;
std::map<const device *, std::string> companions;
struct Handler {
	void *device;
	void (*function)(void *, u32, void *);
	void *context;
};
std::vector<Handler> handlers;
const fake::Part part(
	[] {
		objects.clear();
		disabled = false;
		companions.clear();
		handlers.clear();
	},
	[] { return handlers.empty() ? std::string() : std::string("a handler of events of ACPI"); });

auto find_handler(const void *device, void (*function)(void *, u32, void *))
{
	return std::find_if(handlers.begin(), handlers.end(), [=](const Handler &each) {
		return each.device == device && each.function == function;
	});
}

const std::pair<unsigned int, const char *> names[] = {
	{0, "AE_OK"},
	{LAYOUT_AE_ACCESS, "AE_ACCESS"},
	{LAYOUT_AE_ALREADY_EXISTS, "AE_ALREADY_EXISTS"},
	{LAYOUT_AE_BAD_PARAMETER, "AE_BAD_PARAMETER"},
	{LAYOUT_AE_BAD_PATHNAME, "AE_BAD_PATHNAME"},
	{LAYOUT_AE_LIMIT, "AE_LIMIT"},
	{LAYOUT_AE_NO_MEMORY, "AE_NO_MEMORY"},
	{LAYOUT_AE_NOT_EXIST, "AE_NOT_EXIST"},
	{LAYOUT_AE_NOT_FOUND, "AE_NOT_FOUND"},
	{LAYOUT_AE_NO_NAMESPACE, "AE_NO_NAMESPACE"},
	{LAYOUT_AE_SUPPORT, "AE_SUPPORT"},
	{LAYOUT_AE_TIME, "AE_TIME"},
	{LAYOUT_AE_TYPE, "AE_TYPE"},
};

AcpiTree tree_of(const acpi_object &object)
{
	switch (object.integer.type) {
	case LAYOUT_ACPI_TYPE_INTEGER:
		return fake::acpi_integer(object.integer.value);
	case LAYOUT_ACPI_TYPE_STRING:
		return fake::acpi_string(std::string(object.string.pointer, object.string.length));
	case LAYOUT_ACPI_TYPE_BUFFER:
		return fake::acpi_buffer(
			std::string(reinterpret_cast<char *>(object.buffer.pointer), object.buffer.length));
	default:
		fake::violated("an argument of ACPI that is of no type");
		return {};
	}
}

std::size_t room_of(const AcpiTree &tree)
{
	std::size_t room = sizeof(acpi_object) + (tree.text.size() + 1 + 7) / 8 * 8;
	for (const AcpiTree &element : tree.elements)
		room += room_of(element);
	return room;
}

// One allocation holds the object and all that it leads to, as the kernel's does.
void place(const AcpiTree &tree, acpi_object &object, char *&rest)
{
	std::memset(&object, 0, sizeof(object));
	object.integer.type = tree.type;
	if (tree.type == LAYOUT_ACPI_TYPE_INTEGER) {
		object.integer.value = tree.integer;
	} else if (tree.type == LAYOUT_ACPI_TYPE_STRING || tree.type == LAYOUT_ACPI_TYPE_BUFFER) {
		object.string.pointer = rest;
		object.string.length = static_cast<std::uint32_t>(tree.text.size());
		std::memcpy(rest, tree.text.c_str(), tree.text.size() + 1);
		rest += (tree.text.size() + 1 + 7) / 8 * 8;
	} else if (tree.type == LAYOUT_ACPI_TYPE_PACKAGE) {
		auto *const elements = reinterpret_cast<acpi_object *>(rest);
		object.package.elements = elements;
		object.package.count = static_cast<std::uint32_t>(tree.elements.size());
		rest += tree.elements.size() * sizeof(acpi_object);
		for (std::size_t index = 0; index < tree.elements.size(); ++index)
			place(tree.elements[index], elements[index], rest);
	}
}

} // namespace

namespace fake
{

void add_acpi(const std::string &path, AcpiMethod method)
{
	objects[path] = std::move(method);
}
void set_acpi_companion(device *device, const std::string &path)
{
	companions[device] = path;
}
int notify_acpi(const std::string &path, unsigned int value)
{
	int called = 0;
	for (const Handler &each : std::vector(handlers))
		if (each.device == shim_acpi_get_handle(nullptr, path.c_str()).handle) {
			each.function(each.device, value, each.context);
			++called;
		}
	return called;
}
void disable_acpi()
{
	disabled = true;
}

} // namespace fake

bool shim_acpi_disabled()
{
	return disabled;
}

shim_acpi_handle shim_acpi_get_handle(void *parent, const char *path)
{
	fake::might_sleep("acpi_get_handle");
	if (disabled) // (half taken down)
		return {nullptr, LAYOUT_AE_BAD_PARAMETER};
	std::string whole = path;
	if (parent != nullptr && path[0] != '\\')
		whole = static_cast<Namespace::value_type *>(parent)->first + "." + path;
	if (whole[0] != '\\')
		return {nullptr, LAYOUT_AE_BAD_PARAMETER};
	const auto found = objects.find(whole);
	if (found == objects.end())
		return {nullptr, LAYOUT_AE_NOT_FOUND};
	return {&*found, 0};
}

shim_acpi_result shim_acpi_evaluate_object(void *handle, unsigned int count, union acpi_object *arguments)
{
	fake::might_sleep("acpi_evaluate_object");
	std::vector<AcpiTree> trees;
	for (unsigned int index = 0; index < count; ++index)
		trees.push_back(tree_of(arguments[index]));
	const fake::AcpiAnswer answer = static_cast<Namespace::value_type *>(handle)->second(trees);
	if (answer.value.empty())
		return {nullptr, answer.status};
	void *const memory = shim_kmalloc(room_of(answer.value[0]), LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return {nullptr, LAYOUT_AE_NO_MEMORY};
	auto *const object = static_cast<acpi_object *>(memory);
	char *rest = reinterpret_cast<char *>(object + 1);
	place(answer.value[0], *object, rest);
	return {object, answer.status};
}

const char *shim_acpi_format_exception(unsigned int status)
{
	for (const auto &[number, name] : names)
		if (number == status)
			return name;
	return "UNKNOWN_STATUS_CODE";
}

void *shim_acpi_device_handle(struct device *device)
{
	const auto found = companions.find(device);
	return found == companions.end() ? nullptr
					 : shim_acpi_get_handle(nullptr, found->second.c_str()).handle;
}

unsigned int shim_acpi_install_notify_handler(void *device, u32 type, void (*handler)(void *, u32, void *),
					      void *context)
{
	fake::might_sleep("acpi_install_notify_handler");
	if (type != LAYOUT_ACPI_ALL_NOTIFY)
		fake::violated("a handler of events of ACPI that is for no events");
	if (find_handler(device, handler) != handlers.end())
		return LAYOUT_AE_ALREADY_EXISTS;
	void *const memory = shim_kmalloc(64, LAYOUT_GFP_KERNEL);
	if (memory == nullptr)
		return LAYOUT_AE_NO_MEMORY;
	shim_kfree(memory);
	handlers.push_back({device, handler, context});
	return 0;
}

unsigned int shim_acpi_remove_notify_handler(void *device, u32 type, void (*handler)(void *, u32, void *))
{
	fake::might_sleep("acpi_remove_notify_handler");
	const auto found = find_handler(device, handler);
	if (found == handlers.end() || type != LAYOUT_ACPI_ALL_NOTIFY) {
		fake::violated("a handler of events of ACPI removed that is not installed");
		return LAYOUT_AE_NOT_EXIST;
	}
	handlers.erase(found);
	return 0;
}
