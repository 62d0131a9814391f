// SPDX-License-Identifier: Apache-2.0
// The events with records, their records and their answers, by name.
#pragma once

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI {

struct ActiveMqEvent;
struct ActiveMqMessage;
struct BatchResponse;
struct CloudWatchLogEvent;
struct CloudWatchLogsEvent;
struct DocumentDbEvent;
struct DocumentDbRecord;
struct DynamoDbEvent;
struct DynamoDbRecord;
struct FirehoseEvent;
struct FirehoseMskEvent;
struct FirehoseMskRecord;
struct FirehoseMskResponse;
struct FirehoseMskResponseRecord;
struct FirehoseRecord;
struct FirehoseResponse;
struct FirehoseResponseRecord;
struct KafkaBatchResponse;
struct KafkaRecord;
struct KinesisAnalyticsFirehosePreprocessingEvent;
struct KinesisAnalyticsFirehoseRecord;
struct KinesisAnalyticsOutputEvent;
struct KinesisAnalyticsOutputRecord;
struct KinesisAnalyticsOutputResponse;
struct KinesisAnalyticsOutputResponseRecord;
struct KinesisAnalyticsPreprocessingResponse;
struct KinesisAnalyticsPreprocessingResponseRecord;
struct KinesisAnalyticsStreamRecord;
struct KinesisAnalyticsStreamsPreprocessingEvent;
struct KinesisEvent;
struct KinesisRecord;
struct MskEvent;
struct RabbitMqEvent;
struct RabbitMqMessage;
struct S3BatchEvent;
struct S3BatchResponse;
struct S3BatchResult;
struct S3BatchTask;
struct S3BatchV1Event;
struct S3Event;
struct S3Record;
struct SelfManagedKafkaEvent;
struct SnsEvent;
struct SnsRecord;
struct SqsEvent;
struct SqsMessage;
struct TimeWindowResponse;
template <class Record>
struct TimeWindowBatch;

}  // namespace lambent::inline LAMBENT_ABI
