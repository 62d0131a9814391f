// SPDX-License-Identifier: Apache-2.0
// Amazon EventBridge: an event that matched a rule, whoever sent it. For a detail of your own
// describe the source of EventBridge<YourDetail>; see eventbridge_source() in lambent/shapes.h.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events.html
#pragma once

#include "lambent/shapes.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// Any event of EventBridge, its detail as JSON.
using EventBridgeEvent = EventBridge<RawJson>;

template <>
inline constexpr Source source<EventBridgeEvent> = {
    .name = "eventbridge",
    .reference = "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events.html",
    .kind = SourceKind::kObserve,
    .rank = 1390,
    .probes = {has("detail-type"), has("source"), has("detail")},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
