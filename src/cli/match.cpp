// SPDX-License-Identifier: Apache-2.0
// match: patterns against events.
#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cli/commands.h"
#include "lambent/event.h"
#include "lambent/fields.h"
#include "lambent/pattern.h"
#include "lambent/record_filter.h"

namespace lambent::cli {
namespace {

/// A fact: a pattern, an event or a record of a source, and whether they match.
struct Case {
  std::string_view id{};
  std::string_view source{};   // of a record
  std::string_view pattern{};  // this and the next two are JSON in text
  std::optional<std::string_view> event{};
  std::optional<std::string_view> record{};
  std::optional<bool> matches{};
  bool error{};  // the pattern is refused
};

template <class Record>
absl::StatusOr<bool> matches_record(const Case& fact) {
  const auto filter = RecordFilter<Record>::parse({fact.pattern});
  if (!filter.ok()) return filter.status();
  return filter->matches(fact.record.value_or(""));
}

absl::StatusOr<bool> matches(const Case& fact) {
  if (fact.source == "sqs") return matches_record<SqsMessage>(fact);
  if (fact.source == "kinesis") return matches_record<KinesisRecord>(fact);
  if (fact.source == "dynamodb") return matches_record<DynamoDbRecord>(fact);
  if (fact.source == "kafka") return matches_record<KafkaRecord>(fact);
  if (fact.source == "mq") return matches_record<ActiveMqMessage>(fact);
  if (!fact.source.empty()) return absl::NotFoundError("no records of such a source");
  const auto pattern = Pattern::parse(fact.pattern);
  if (!pattern.ok()) return pattern.status();
  return pattern->matches(fact.event.value_or(""));
}

/// Whether the fact holds here.
bool holds(const Case& fact) {
  const absl::StatusOr<bool> found = matches(fact);
  if (!fact.matches) return fact.error && !found.ok();
  return found.ok() && *found == *fact.matches;
}

}  // namespace
}  // namespace lambent::cli

template <>
inline constexpr auto lambent::fields<lambent::cli::Case> = std::array{
    field<&lambent::cli::Case::id>("id", kRequired),
    field<&lambent::cli::Case::source>("source"),
    field<&lambent::cli::Case::pattern>("pattern", kRequired),
    field<&lambent::cli::Case::event>("event"),
    field<&lambent::cli::Case::record>("record"),
    field<&lambent::cli::Case::matches>("matches"),
    field<&lambent::cli::Case::error>("error"),
};

namespace lambent::cli {
namespace {

absl::StatusOr<Verdict> judge(std::string json) {
  const auto fact = lambent::decode<Case>(std::move(json));
  if (!fact.ok()) return fact.status();
  return Verdict{std::string((*fact)->id), holds(**fact)};
}

}  // namespace

int match(const Arguments& arguments) {
  if (arguments.size() == 2 && arguments[0] == "--cases") return run_cases(arguments[1], judge);
  if (arguments.size() != 2 || arguments[0].starts_with("--"))
    return wrong_usage("match takes a file with a pattern and one with an event, or --cases FILE");
  const std::optional<std::string> text = read_file(arguments[0]);
  if (!text) return kUsage;
  const absl::StatusOr<Pattern> pattern = Pattern::parse(*text);
  if (!pattern.ok()) return complain(arguments[0], pattern.status());
  const std::optional<std::string> event = read_file(arguments[1]);
  if (!event) return kUsage;
  const absl::StatusOr<bool> found = pattern->matches(*event);
  if (!found.ok()) return complain(arguments[1], found.status());
  fmt::print("{}\n", *found ? "yes" : "no");
  return *found ? kFine : kNo;
}

}  // namespace lambent::cli
