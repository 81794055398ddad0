# SPDX-License-Identifier: MIT
# What programs with tests of Catch2 must link, for this CXX: Catch2 3 is a library, Catch2 2 only a header.
catch_library := $(if $(filter 1,$(shell printf '\043if __has_include(<catch2/catch_all.hpp>)\n1\n\043endif\n' | \
	$(CXX) -std=c++20 -x c++ -E -P - 2>/dev/null)),-lCatch2)
