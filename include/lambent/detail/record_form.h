// SPDX-License-Identifier: Apache-2.0
// What the filters of event source mappings know of records.
#pragma once

#include <cstdint>

#include "lambent/detail/record_types.h"

namespace lambent::inline LAMBENT_ABI {

namespace detail {

/// What is special about a record: the member that may hold JSON as text.
enum class RecordForm : std::uint8_t { kNone, kDynamoDb, kKafka, kKinesis, kMq, kSqs };

template <class Record>
inline constexpr RecordForm record_form = RecordForm::kNone;
template <>
inline constexpr RecordForm record_form<ActiveMqMessage> = RecordForm::kMq;
template <>
inline constexpr RecordForm record_form<DynamoDbRecord> = RecordForm::kDynamoDb;
template <>
inline constexpr RecordForm record_form<KafkaRecord> = RecordForm::kKafka;
template <>
inline constexpr RecordForm record_form<KinesisRecord> = RecordForm::kKinesis;
template <>
inline constexpr RecordForm record_form<RabbitMqMessage> = RecordForm::kMq;
template <>
inline constexpr RecordForm record_form<SqsMessage> = RecordForm::kSqs;

}  // namespace detail
}  // namespace lambent::inline LAMBENT_ABI
