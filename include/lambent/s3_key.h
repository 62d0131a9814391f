// SPDX-License-Identifier: Apache-2.0
// Keys of objects as Amazon S3 writes them into notifications and batch tasks, and their order.
#pragma once

#include <string>
#include <string_view>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI {

/// The key behind its URL-encoded form: "+" is a space, "%28" a byte. Malformed escapes stay as they
/// are. EventBridge sends keys plain: do not decode those.
LAMBENT_API std::string decoded_s3_key(std::string_view encoded);

/// Of two events about one key: whether the first one's `sequencer` is the earlier. Notifications may
/// come twice and out of order; sequencers of different keys have none.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
LAMBENT_API bool sequencer_less(std::string_view a, std::string_view b);

}  // namespace lambent::inline LAMBENT_ABI
