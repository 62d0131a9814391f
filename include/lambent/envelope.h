// SPDX-License-Identifier: Apache-2.0
// Events inside the records of other events: each reaches its own handler.
//
//   dispatcher.on<lambent::S3Event>(make_thumbnails).unwrap<lambent::SqsEvent>();
//
// takes S3's notifications from a queue, whether S3 writes to the queue itself or to an SNS topic
// that the queue subscribes to, with or without raw delivery.
//
// **What batch.h says of `ReportBatchItemFailures` holds here, too.**
//
// Dispatcher::unwrap<E>(options), where E is SqsEvent, SnsEvent, KinesisEvent or FirehoseEvent,
// opens the records of E before its handlers see them. Options are those of each<Record>(); what a
// filter does not accept is not opened. It finds, in the text of a message or in the data of a
// record:
//
// - any event that the dispatcher recognises and has a handler for, types of your own included;
// - a notification of SNS as messages hold it: it comes to the handlers of SnsEvent, or is opened
//   itself where there are none;
// - one record of SQS, of DynamoDB or of another source with `Records`, without that around it;
// - CloudWatch Logs, gzipped or unpacked by Firehose;
// - an alarm, where CloudWatchAlarmNotification of alarm_documents.h has a handler;
// - S3's test message, which counts as handled where S3TestEvent has no handler.
//
// The inner event is dispatched as if it had come alone, interceptors and observers included. Its
// handlers reach the record that it came in by context.carrier<SqsMessage>(), and the records
// around that one likewise. If they fail, or list batch item failures, the carrying record fails.
// What else they answer is dropped; a record of Firehose stays as it is.
//
// All other records, also those beyond the dispatcher's limits, go to the handlers of E unchanged:
// together, in an event without those that were opened, or one at a time where records have an
// order and some were opened. Where E has no other handler they fail with `Unimplemented`.
#pragma once

#include <cstddef>

#include "lambent/batch.h"
#include "lambent/dispatcher.h"

namespace lambent::inline LAMBENT_ABI {

/// How deep events may lie in each other. A record that goes deeper fails with `ResourceExhausted`.
inline constexpr std::size_t kMostEnvelopes = 8;

}  // namespace lambent::inline LAMBENT_ABI

// Implementation details; nothing there is meant for users.
#include "lambent/detail/envelope-inl.h"
