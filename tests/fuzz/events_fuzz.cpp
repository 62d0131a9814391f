// SPDX-License-Identifier: Apache-2.0
// Any bytes, decoded as every type: a value that survives writing and reading again, or an error.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "lambent/event.h"
#include "lambent/events.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string payload(reinterpret_cast<const char*>(data), size);
  (void)lambent::recognise(payload);
  lambent::for_each_event([&]<class E>() {
    const auto event = lambent::decode<E>(payload);
    if (!event.ok()) return;
    const std::string written = lambent::encode(**event);
    const auto again = lambent::decode<E>(written);
    if (!again.ok() || lambent::encode(**again) != written) std::abort();
    const auto copy = lambent::own(**event);
    if (!lambent::equal(*copy, **event)) std::abort();
  });
  return 0;
}
