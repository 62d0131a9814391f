// SPDX-License-Identifier: Apache-2.0
// All of Lambent but runtime.h and the bridges to other libraries, for those who want one include.
#pragma once

#include "lambent/alarm_documents.h"
#include "lambent/authorizers.h"
#include "lambent/batch.h"
#include "lambent/config_documents.h"
#include "lambent/dispatch_counts.h"
#include "lambent/dispatcher.h"
#include "lambent/dynamodb_json.h"
#include "lambent/envelope.h"
#include "lambent/event.h"
#include "lambent/events.h"
#include "lambent/logs.h"
#include "lambent/message_attributes.h"
#include "lambent/pattern.h"
#include "lambent/record_filter.h"
#include "lambent/response_stream.h"
#include "lambent/routes.h"
#include "lambent/time.h"
#include "lambent/version.h"
