// expect: what this Codec decodes borrows text that does not stay
// SPDX-License-Identifier: Apache-2.0
// The JSON of an item is gone when image_as() has returned.
#include "borrowing_text.h"
#include "lambent/dynamodb_json.h"

bool reads(const lambent::Map<lambent::AttributeValue>& item) {
  return lambent::image_as<Text>(item).ok();
}
