// SPDX-License-Identifier: MIT
// Hides the difference between Catch2 2 (one header) and Catch2 3 (a library), for all guest tests.
#ifndef RUSTY_GUEST_CATCH_HPP
#define RUSTY_GUEST_CATCH_HPP

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#ifdef CATCH_CONFIG_RUNNER
#include <catch2/catch_session.hpp>
#include <catch2/catch_test_case_info.hpp>
#include <catch2/reporters/catch_reporter_event_listener.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
namespace guest
{
using Listener = Catch::EventListenerBase;
}
#endif
#else
#include <catch2/catch.hpp>
#ifdef CATCH_CONFIG_RUNNER
namespace guest
{
using Listener = Catch::TestEventListenerBase;
}
#endif
#endif

#endif
