// SPDX-License-Identifier: Apache-2.0
// Keys of objects as Amazon S3 writes them into notifications and batch tasks.
#pragma once

#include <string>
#include <string_view>

namespace lambent {

/// The key behind its URL-encoded form: "+" is a space, "%28" a byte. Malformed escapes stay as they
/// are. EventBridge sends keys plain: do not decode those.
std::string decoded_s3_key(std::string_view encoded);

}  // namespace lambent
