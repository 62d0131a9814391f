// SPDX-License-Identifier: Apache-2.0
// Any bytes as what comes inside events: time stamps, base64, numbers, packed logs, plain items.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "lambent/alarm_documents.h"
#include "lambent/attribute_value.h"
#include "lambent/dynamodb_json.h"
#include "lambent/events/s3.h"
#include "lambent/logs.h"
#include "lambent/time.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)lambent::time_of(lambent::Timestamp{text});
  (void)lambent::time_of(lambent::EpochSeconds{text});
  (void)lambent::Base64{text}.bytes();
  (void)lambent::decoded_key({.key = text});
  (void)lambent::unpack_logs({text}, {.max_bytes = 1 << 20});
  (void)lambent::as<lambent::CloudWatchAlarmNotification>(text);
  (void)lambent::as<lambent::CloudWatchAlarmReason>(text);
  bool lossy = false;
  (void)lambent::AttributeValue::number(text).as_double(&lossy);
  (void)lambent::AttributeValue::number(text).as_int64();
  if (const auto item = lambent::from_plain_json(text); item.ok()) {
    const std::string plain = lambent::to_plain_json((*item)->attributes);
    const auto again = lambent::from_plain_json(plain);
    if (!again.ok() || lambent::to_plain_json((*again)->attributes) != plain) std::abort();
  }
  return 0;
}
