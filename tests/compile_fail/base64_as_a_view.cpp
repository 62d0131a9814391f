// expect: what this Codec decodes borrows text that does not stay
// SPDX-License-Identifier: Apache-2.0
// What base64 stood for is gone when as() has returned.
#include "borrowing_text.h"

bool reads(const lambent::Base64& data) { return lambent::as<Text>(data).ok(); }
