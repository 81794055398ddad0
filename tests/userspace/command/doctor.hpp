// SPDX-License-Identifier: MIT
// Causes a problem on this system, runs the doctor, and removes the problem again.
#ifndef RUSTY_CLIENT_DOCTOR_HPP
#define RUSTY_CLIENT_DOCTOR_HPP

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tool.hpp"

namespace client
{

std::string release(); // of the running kernel
std::string modules(); // /lib/modules/RELEASE
std::string module_file();

// Writes a file (with its folders) for the lifetime of the object; then restores the previous file and removes new folders.
class Planted
{
public:
	Planted(const std::string &path, const std::string &text, mode_t mode = 0644);
	Planted(const Planted &) = delete;
	Planted &operator=(const Planted &) = delete;
	~Planted();

private:
	std::string path_;
	std::optional<std::string> before_;
	std::vector<std::string> folders_;
};

// Moves a file or folder away for the lifetime of the object.
class Away
{
public:
	explicit Away(const std::string &path);
	Away(const Away &) = delete;
	Away &operator=(const Away &) = delete;
	~Away();

private:
	std::string path_, away_;
};

// Mounts an empty folder over one of the kernel's, for the lifetime of the object.
class Covered
{
public:
	explicit Covered(const std::string &path);
	Covered(const Covered &) = delete;
	Covered &operator=(const Covered &) = delete;
	~Covered();

private:
	std::string path_;
};

// A command that prints this line.
class Command : Planted
{
public:
	Command(const std::string &path, const std::string &line)
		: Planted(path, "#!/bin/sh\necho " + line + "\n", 0755)
	{
	}
};

// Makes this a system with dpkg, for the lifetime of the object: each line is a package's name and state.
class Packages : Planted
{
public:
	explicit Packages(const std::string &lines)
		: Planted("/usr/bin/dpkg-query", "#!/bin/sh\ncat <<end\n" + lines + "end\n", 0755)
	{
	}
};

// Its report, as JSON; each object runs it again.
class Doctor
{
public:
	explicit Doctor(const Words &words = {}, const Setting &setting = {});

	int status() const { return ran_.status; }
	// The verdict on a code; empty if the code is not reported.
	std::string verdict(const std::string &code) const;
	// Everything that is reported under a code: what, evidence and fix, as JSON.
	std::string told(const std::string &code) const;
	bool told(const std::string &code, const std::string &part) const;
	// The codes with a verdict, in their order.
	Words codes(const std::string &verdict) const;

private:
	Ran ran_;
	std::vector<Json> findings_;
};

// The module's file, which can be changed; the kernel reads it as any other.
class Image
{
public:
	explicit Image(std::string content);
	const std::string &content() const { return content_; }
	// All of them; throws if there are none.
	void replace(const std::string &old, const std::string &wanted);
	// Checksums by the symbols' names, as CONFIG_MODVERSIONS has them; empty without.
	std::map<std::string, std::uint64_t> versions() const;
	void set_version(const std::string &symbol, std::uint64_t version);
	// The kernel's result of loading it, minus errno.
	long load() const;

private:
	// Offset and size of the section __versions.
	std::pair<std::size_t, std::size_t> table() const;
	std::string content_;
};

} // namespace client

#endif
