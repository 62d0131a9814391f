// SPDX-License-Identifier: Apache-2.0
// The payloads that are measured, made from the fixtures of the tests.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "harness.h"

namespace bench {

/// A fixture without white space, as AWS sends it.
inline std::string minified(std::string_view name) {
  return nlohmann::ordered_json::parse(fixture(name)).dump();
}

/// The first record of a fixture `count` times, after `change(record, index)` made them differ.
template <class Change>
std::string batch(std::string_view name, int count, Change change) {
  auto document = nlohmann::ordered_json::parse(fixture(name));
  const auto record = document["Records"][0];
  document["Records"] = nlohmann::ordered_json::array();
  for (int i = 0; i < count; ++i) {
    auto& added = document["Records"].emplace_back(record);
    change(added, i);
  }
  return document.dump();
}

/// The messages differ in their ids, and in what `change(message, index)` does.
template <class Change>
std::string sqs(int count, Change change) {
  return batch("sqs/empty_lists.json", count, [&](auto& message, int i) {
    message["messageId"] = "059f36b4-87a3-44ab-83d2-66197" + std::to_string(1000000 + i);
    change(message, i);
  });
}
inline std::string sqs(int count) {
  return sqs(count, [](auto&, int) {});
}

/// Records with 100 bytes of data each: a hundred of them make 66 kB.
inline std::string kinesis(int count) {
  return batch("kinesis_stream/sample.json", count, [](auto& record, int i) {
    record["kinesis"]["data"] = std::string(96, 'A') + std::to_string(1000 + i);
    record["kinesis"]["sequenceNumber"] =
        "4954517166625492163283868" + std::to_string(1000000000 + i) + "000000000000000000000";
  });
}

inline std::string dynamodb(int count) {
  return batch("dynamodb_stream/sample.json", count, [](auto& record, int i) {
    record["dynamodb"]["SequenceNumber"] = "44215845000000000174504390" + std::to_string(100 + i);
  });
}

}  // namespace bench
