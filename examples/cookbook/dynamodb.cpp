// SPDX-License-Identifier: Apache-2.0
// A table's stream: the images of an item as a struct of yours, before and after the change.
#include "lambent/events/dynamodb.h"

#include <array>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>

#include "lambent/batch.h"
#include "lambent/dispatcher.h"
#include "lambent/dynamodb_json.h"

struct Stock {
  std::string_view article{};
  std::int64_t pieces{};
  lambent::List<std::string_view> shelves{};
};

template <>
inline constexpr auto lambent::fields<Stock> = std::array{
    lambent::field<&Stock::article>("article", lambent::kRequired),
    lambent::field<&Stock::pieces>("pieces"),
    lambent::field<&Stock::shelves>("shelves"),
};

namespace {

constexpr std::string_view kPayload = R"({"Records": [
  {"eventSource": "aws:dynamodb", "eventName": "MODIFY", "dynamodb": {"SequenceNumber": "100",
    "OldImage": {"article": {"S": "mug"}, "pieces": {"N": "3"}},
    "NewImage": {"article": {"S": "mug"}, "pieces": {"N": "0"}, "shelves": {"SS": ["a", "b"]}}}},
  {"eventSource": "aws:dynamodb", "eventName": "REMOVE", "dynamodb": {"SequenceNumber": "200",
    "OldImage": {"article": {"S": "pot"}, "pieces": {"N": "5"}}}}]})";

// [handler]
absl::Status watch(const lambent::DynamoDbRecord& record) {
  if (record.event_name != lambent::DynamoDbRecord::kModify) return absl::OkStatus();
  const auto before = lambent::image_as<Stock>(record.dynamodb.old_image);
  const auto after = lambent::image_as<Stock>(record.dynamodb.new_image);
  if (!before.ok()) return before.status();
  if (!after.ok()) return after.status();
  const Stock& now = **after;  // borrows from `after`
  if ((*before)->pieces > 0 && now.pieces == 0)
    std::cout << now.article << " is sold out; " << now.shelves.size() << " shelves to fill\n";
  return absl::OkStatus();
}
// [handler]

}  // namespace

int main() {
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::DynamoDbEvent>(lambent::each<lambent::DynamoDbRecord>(watch));

  const absl::StatusOr<std::string> answer = dispatcher.dispatch(std::string(kPayload));
  std::cout << (answer.ok() ? *answer : answer.status().ToString()) << '\n';
}

// prints:
// mug is sold out; 2 shelves to fill
// {"batchItemFailures":[]}
