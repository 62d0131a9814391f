// SPDX-License-Identifier: Apache-2.0
// Boost leaves it to a program without exceptions what happens where it would throw. What http.cpp
// calls reports errors instead, so this is never reached.
#include <boost/config.hpp>

#if defined(BOOST_NO_EXCEPTIONS)
#include <boost/throw_exception.hpp>
#include <cstdlib>
#include <exception>

// Weak, since a program that uses Boost itself has its own.
[[gnu::weak]] void boost::throw_exception(const std::exception&) { std::abort(); }
[[gnu::weak]] void boost::throw_exception(const std::exception&, const boost::source_location&) {
  std::abort();
}
#endif
