// SPDX-License-Identifier: Apache-2.0
#include "lambent/envelope.h"

#include <array>
#include <vector>

#include "json/bytes.h"
#include "json/workspace.h"
#include "lambent/events/cloudwatch_logs.h"
#include "lambent/events/s3_test_event.h"
#include "lambent/events/sns.h"
#include "lambent/events/sqs.h"
#include "lambent/logs.h"
#include "recognise.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

// --- forms that are no events of their own -------------------------------------------------------

/// What SNS puts into the messages of other services.
constexpr Source kNotification = {
    .name = "notification",
    .probes = {equals("Type", "Notification"), has("MessageId"), has("TopicArn"), has("Message")},
};
constexpr std::array<Probes, 1> kCapitalRecord = {{{has("EventSource")}}};
/// A record without the list around it.
constexpr Source kRecord = {
    .name = "record",
    .probes = {has("eventSource")},
    .or_probes = kCapitalRecord,
};
/// CloudWatch Logs that Firehose has unpacked.
constexpr Source kLogs = {
    .name = "logs",
    .probes = {has("messageType"), has("logGroup"), is("logEvents", JsonKind::kArray)},
};

const Recogniser& forms() {
  static const Recogniser recogniser(
      std::array<const Source*, 3>{&kNotification, &kRecord, &kLogs});
  return recogniser;
}

std::string logs_event(std::string_view document) {
  return R"({"awslogs":{"data":")" + to_base64(document) + R"("}})";
}

/// The same as an event that could have come alone.
std::string as_event(const Source& form, std::string_view text) {
  if (&form == &kLogs) return logs_event(text);
  if (&form == &kRecord) return R"({"Records":[)" + std::string(text) + "]}";
  return R"({"Records":[{"EventSource":"aws:sns","EventVersion":"1.0",)"
         R"("EventSubscriptionArn":"","Sns":)" +
         std::string(text) + "}]}";
}

// --- looking into one record ---------------------------------------------------------------------

bool is_gzip(std::string_view text) { return text.starts_with("\x1f\x8b"); }

bool may_be_object(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != text.npos && text[first] == '{';
}

class Opener {
 public:
  Opener(const DispatcherState& state, const Settings& settings)
      : state_(state), settings_(settings), recogniser_(recogniser_of(settings)) {}

  std::optional<Inner> open(std::string_view text, std::size_t depth) const {
    Inner inner = event_in(text);
    if (inner.source == nullptr) return std::nullopt;
    if (depth > kMostEnvelopes) {
      return Inner{.outcome = absl::ResourceExhaustedError(
                       "more than " + std::to_string(kMostEnvelopes) + " events in each other")};
    }
    if (has_handlers(*inner.source)) return inner;
    if (inner.source == &source<S3TestEvent>) return Inner{};
    if (inner.source == &source<SnsEvent>)
      return open_only_record<SnsEvent>(std::move(inner), depth);
    if (inner.source == &source<SqsEvent>)
      return open_only_record<SqsEvent>(std::move(inner), depth);
    if (is_registered(*inner.source)) return inner;
    return std::nullopt;
  }

 private:
  const Source* recognised(const Recogniser& recogniser, std::string_view text) const {
    WorkspaceLease workspace;
    return workspace->load(text, state_.limits) ? recogniser.recognise(workspace->document())
                                                : nullptr;
  }

  /// The event that the text is, or stands for.
  Inner event_in(std::string_view text) const {
    if (is_gzip(text)) {
      std::string payload = logs_event(text);
      if (!has_handlers(source<CloudWatchLogsEvent>) ||
          !unpack_logs({to_base64(text)}, {.max_bytes = state_.limits.max_bytes}).ok())
        return {};
      return {.source = &source<CloudWatchLogsEvent>, .payload = std::move(payload)};
    }
    if (!may_be_object(text)) return {};
    if (const Source* const found = recognised(recogniser_, text))
      return {.source = found, .payload = std::string(text)};
    const Source* const form = recognised(forms(), text);
    if (form == nullptr) return {};
    std::string payload = as_event(*form, text);
    const Source* const record = recognised(recogniser_, payload);
    return {.source = record, .payload = std::move(payload)};
  }

  /// An event of one record that nobody handles, but maybe what is in the record.
  template <class E>
  std::optional<Inner> open_only_record(Inner inner, std::size_t depth) const {
    absl::StatusOr<Event<E>> decoded = decode<E>(inner.payload, state_.limits);
    if (!decoded.ok() || (*decoded)->records.size() != 1) {
      if (is_registered(source<E>)) return inner;
      return std::nullopt;
    }
    const auto event = std::make_shared<const Event<E>>(*std::move(decoded));
    const auto& record = (*event)->records[0];
    std::optional<Inner> within;
    (void)with_body(record, [&](std::string_view text) {
      within = open(text, depth + 1);
      return absl::OkStatus();
    });
    // As unwrap<E>() would, and with its options.
    if (within && is_registered(source<E>)) return inner;
    if (within) within->around.insert(within->around.begin(), {event, &typeid(record), &record});
    return within;
  }

  template <class Test>
  bool any_of_bases(const Source& first, Test test) const {
    for (const Source* source = &first; source != nullptr;
         source = recogniser_.named(source->base)) {
      const EventType* const type = settings_.type_of(source->name);
      if (type != nullptr && test(*type)) return true;
      if (source->base.empty()) break;
    }
    return false;
  }
  bool has_handlers(const Source& source) const {
    return any_of_bases(
        source, [&](const EventType& type) { return state_.table.has_handlers(type.number()); });
  }
  bool is_registered(const Source& source) const {
    return any_of_bases(source, [&](const EventType& type) { return state_.is_registered(type); });
  }

  const DispatcherState& state_;
  const Settings& settings_;
  const Recogniser& recogniser_;
};

/// What all answers to batches have in common.
struct ListedFailures {
  List<RawJson> batch_item_failures{};
};

}  // namespace
}  // namespace lambent::inline LAMBENT_ABI::detail

template <>
inline constexpr auto lambent::fields<lambent::detail::ListedFailures> = std::array{
    field<&lambent::detail::ListedFailures::batch_item_failures>("batchItemFailures"),
};

namespace lambent::inline LAMBENT_ABI::detail {

std::optional<Inner> open_envelope(const DispatcherState& state, std::string_view text,
                                   std::size_t depth) {
  FrameScope scope;
  return Opener(state, *scope.protect(state.settings)).open(text, depth);
}

std::size_t envelopes_around(const Context& context) {
  std::size_t count = 0;
  for (const Carrier* at = context.way.carrier; at != nullptr; at = at->outer) ++count;
  return count;
}

absl::Status deliver(const DispatcherState& state, Inner inner, const Carrier& carrier,
                     const Context& context) {
  if (inner.source == nullptr) return inner.outcome;
  std::vector<Carrier> around;
  around.reserve(inner.around.size());  // the links point into it
  const Carrier* innermost = &carrier;
  for (const Inner::Around& one : inner.around) {
    around.push_back({one.type, one.record, innermost});
    innermost = &around.back();
  }
  Context within = context;
  within.way = {.carrier = innermost};
  const absl::StatusOr<std::string> answer =
      dispatch_json(state, std::move(inner.payload), within, inner.source);
  if (!answer.ok()) return answer.status();
  if (inner.source->kind != SourceKind::kBatch) return absl::OkStatus();
  if (*answer == "null") return absl::OkStatus();
  const auto failures = decode<ListedFailures>(*answer);
  if (failures.ok() && (*failures)->batch_item_failures.empty()) return absl::OkStatus();
  return absl::InternalError("records of the " + std::string(inner.source->name) +
                             " event in it failed");
}

}  // namespace lambent::inline LAMBENT_ABI::detail
