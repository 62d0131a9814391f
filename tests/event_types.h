// SPDX-License-Identifier: Apache-2.0
// All built-in types of events at run time. Tests that loop over these compile in no time; those
// that call for_each_event() compile everything for every type.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lambent/source.h"
#include "lambent/testing.h"

struct EventType {
  lambent::Source source;
  const lambent::detail::TypeInfo* info;
  /// The payload as it is written again.
  absl::StatusOr<std::string> (*canonical)(std::string payload);
  /// Whether a copy is equal, and stays what it is when the original goes.
  bool (*survives_copying)(std::string payload);
  /// sample() and sample_with(), written.
  std::string (*sample)();
  absl::StatusOr<std::string> (*sample_with)(std::span<const lambent::testing::Edit> edits);
};

std::vector<EventType> event_types();
