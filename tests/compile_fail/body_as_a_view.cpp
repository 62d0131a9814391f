// expect: what this Codec decodes borrows text that does not stay
// SPDX-License-Identifier: Apache-2.0
// A body that was base64 is gone when body_as() has returned.
#include "borrowing_text.h"
#include "lambent/http.h"

bool reads(const lambent::HttpRequest& request) { return request.body_as<Text>().ok(); }
