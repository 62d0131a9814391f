// SPDX-License-Identifier: Apache-2.0
// Which source a payload came from, with an answer or an error.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "lambent/event.h"
#include "recogniser.h"

namespace lambent::inline LAMBENT_ABI::detail {

struct Settings;

/// Of the sources in lambent/events.h; made on first use.
const Recogniser& builtin_recogniser();

/// Of these and the types that are registered; made on first use.
const Recogniser& recogniser_of(const Settings& settings);

/// Checks that the payload is JSON, and recognises it.
absl::StatusOr<SourceId> recognise_with(const Recogniser& recogniser, std::string_view payload,
                                        const DecodeOptions& options);

/// Says what the payload looks like: names of members, never values.
absl::Status unknown_source(const IndexedText& document);

}  // namespace lambent::inline LAMBENT_ABI::detail
