// SPDX-License-Identifier: Apache-2.0
// The points in time of events as std::chrono values. A header of its own, because <chrono> costs
// as much compile time as all event headers together.
#pragma once

#include <chrono>
#include <optional>

#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// UTC, to the nanosecond; spans the years 1678 to 2261.
using Time = std::chrono::sys_time<std::chrono::nanoseconds>;

/// Parses every text that AWS uses for a time: ISO 8601 with `Z`, `+00:00`, `+0000` or no offset
/// (then UTC) and up to nine fraction digits; `12/Mar/2020:19:03:58 +0000` (the space may be
/// missing); `Sep 1, 2017 4:12:29 PM`; `Jan 1, 1970, 12:33:41 AM`; `May 28 12:30:02 2019 GMT`;
/// `Wed Mar 10 23:41:52 UTC 2021`. Nothing where the text is none of these. Not locale-dependent.
LAMBENT_API std::optional<Time> time_of(const Timestamp& timestamp);

/// Keeps all digits down to nanoseconds. Nothing where there is no number, or one out of range.
LAMBENT_API std::optional<Time> time_of(const EpochSeconds& seconds);

/// Nothing for 0, which stands for no time.
LAMBENT_API std::optional<Time> time_of(const EpochMs& milliseconds);

}  // namespace lambent::inline LAMBENT_ABI
