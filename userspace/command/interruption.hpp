// SPDX-License-Identifier: MIT
// Ends what takes long: at Ctrl-C and the like, or when the reader of stdout closes it.
#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

#include <rusty/detail/descriptor.hpp>

namespace command
{

// While it lives, SIGINT, SIGTERM, SIGHUP and SIGQUIT do not kill but request a stop, so that destructors clean up;
// and so does the end of whoever reads our output, if that matters. One at a time. (No call of the main thread is
// interrupted then: each that can sleep must heed the token.)
class Interruption
{
public:
	enum class Reader { matters, is_ignored };
	explicit Interruption(Reader reader);
	~Interruption();
	Interruption(const Interruption &) = delete;
	Interruption &operator=(const Interruption &) = delete;

	std::stop_token token() const { return stop_.get_token(); }
	// The signal that came, or 0.
	int signal() const { return signal_; }
	bool reader_gone() const { return reader_gone_; }

private:
	void listen(const std::stop_token &ended, Reader reader);

	std::stop_source stop_;
	std::atomic<int> signal_ = 0;
	std::atomic<bool> reader_gone_ = false;
	rusty::detail::Descriptor signals_, bell_;
	std::jthread listener_;
};

} // namespace command
