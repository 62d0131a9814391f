// SPDX-License-Identifier: Apache-2.0
#include "lambent/time.h"

#include <string_view>

#include "catch.h"

namespace {
/// Nanoseconds since 1970.
std::int64_t at(std::int64_t seconds, std::int64_t nanoseconds = 0) {
  return seconds * 1'000'000'000 + nanoseconds;
}
template <class T>
std::optional<std::int64_t> nanos(const T& value) {
  const auto time = lambent::time_of(value);
  if (!time) return std::nullopt;
  return time->time_since_epoch().count();
}
}  // namespace

TEST_CASE("every text that AWS uses for a time is understood", "[time]") {
  struct Row {
    std::string_view text;
    std::int64_t expected;
  };
  const Row rows[] = {
      {"2020-03-12T19:03:58Z", at(1584039838)},
      {"2020-03-12T19:03:58.390Z", at(1584039838, 390'000'000)},
      {"2020-03-12T19:03:58.123456789+00:00", at(1584039838, 123'456'789)},
      {"2023-08-04T12:36:15.490+0000", at(1691152575, 490'000'000)},
      {"2020-03-12T20:03:58+01:00", at(1584039838)},
      {"2020-03-12T19:03:58", at(1584039838)},
      {"12/Mar/2020:19:03:58 +0000", at(1584039838)},
      {"12/Mar/2020:19:03:58+0000", at(1584039838)},
      {"12/Mar/2020:20:03:58 +0100", at(1584039838)},
      {"Sep 1, 2017 4:12:29 PM", at(1504282349)},
      {"Jan 1, 1970, 12:33:41 AM", at(2021)},
      {"May 28 12:30:02 2019 GMT", at(1559046602)},
      {"Aug  5 09:36:04 2021 GMT", at(1628156164)},
      {"Wed Mar 10 23:41:52 UTC 2021", at(1615419712)},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.text) { CHECK(nanos(lambent::Timestamp{row.text}) == row.expected); }
  }
  for (const std::string_view text : {"", "yesterday", "2020-13-01T00:00:00Z", "2020-03-12",
                                      "9999-12-31T23:59:59Z", "infinite-future"}) {
    DYNAMIC_SECTION("not a time: " << text) { CHECK_FALSE(nanos(lambent::Timestamp{text})); }
  }
}

TEST_CASE("seconds keep every digit down to nanoseconds", "[time]") {
  struct Row {
    std::string_view text;
    std::optional<std::int64_t> expected;
  };
  const Row rows[] = {
      {"1480641523", at(1480641523)},
      {"1480641523.477", at(1480641523, 477'000'000)},
      {"1635734407.1234567", at(1635734407, 123'456'700)},
      {"1635734407.123456789123", at(1635734407, 123'456'789)},
      {"1.48064152347E9", at(1480641523, 470'000'000)},
      {"1.48064152347e+09", at(1480641523, 470'000'000)},
      {"1480641523470e-3", at(1480641523, 470'000'000)},
      {"0", 0},
      {"0.0000000001", 0},
      {"-1.5", at(-1, -500'000'000)},
      {"1e-30", 0},
      {"", std::nullopt},
      {"99999999999999", std::nullopt},
      {"1e40", std::nullopt},
      {"1e99999", std::nullopt},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION("'" << row.text << "'") {
      CHECK(nanos(lambent::EpochSeconds{row.text}) == row.expected);
    }
  }
}

TEST_CASE("milliseconds of zero stand for no time", "[time]") {
  CHECK(nanos(lambent::EpochMs{1583348638390}) == at(1583348638, 390'000'000));
  CHECK_FALSE(nanos(lambent::EpochMs{}));
  CHECK_FALSE(nanos(lambent::EpochMs{INT64_MAX}));
  CHECK_FALSE(nanos(lambent::EpochMs{INT64_MIN}));
}
