// SPDX-License-Identifier: Apache-2.0
// Events that tests of the dispatcher dispatch.
#pragma once

#include "lambent/events/s3.h"
#include "lambent/events/sqs.h"

inline const lambent::S3Event kPhoto{.records = {{.event_name = "ObjectCreated:Put"}}};
inline const lambent::SqsEvent kTwoMessages{
    .records = {{.message_id = "m1"}, {.message_id = "m2"}}};
