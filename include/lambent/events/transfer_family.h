// SPDX-License-Identifier: Apache-2.0
// AWS Transfer Family: somebody logs in to a server whose identity provider is a Lambda function.
// https://docs.aws.amazon.com/transfer/latest/userguide/custom-lambda-idp.html
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A login.
struct TransferFamilyRequest {
  static constexpr std::string_view kSftp = "SFTP";
  static constexpr std::string_view kFtp = "FTP";
  static constexpr std::string_view kFtps = "FTPS";

  std::string_view username{};
  std::string_view password{};  ///< Empty where a key is used instead. Never log it.
  std::string_view protocol{};  ///< One of the constants above.
  std::string_view server_id{};
  std::string_view source_ip{};
};

/// Who the user is to the server. A blank one is `{}`, which refuses the login.
struct TransferFamilyResponse {
  struct PosixProfile {
    std::int64_t uid{};
    std::int64_t gid{};
    std::vector<std::int64_t> secondary_gids{};
  };
  static constexpr const char* kPath = "PATH";
  static constexpr const char* kLogical = "LOGICAL";

  std::string role{};  ///< ARN of the role that reaches the files.
  std::string policy{};  ///< JSON in text: narrows what the role may do.
  std::optional<PosixProfile> posix_profile{};  ///< Needed for Amazon EFS.
  /// Of logins without a password: what the key is checked against.
  std::vector<std::string> public_keys{};
  std::string home_directory_type{};  ///< One of the constants above.
  std::string home_directory{};  ///< Where the session begins; of kPath.
  /// JSON in text: an array of {"Entry", "Target"}; of kLogical.
  std::string home_directory_details{};
};

template <>
inline constexpr auto fields<TransferFamilyRequest> = std::array{
    field<&TransferFamilyRequest::username>("username", kRequired),
    field<&TransferFamilyRequest::password>("password"),
    field<&TransferFamilyRequest::protocol>("protocol", kRequired),
    field<&TransferFamilyRequest::server_id>("serverId", kRequired),
    field<&TransferFamilyRequest::source_ip>("sourceIp"),
};

template <>
inline constexpr auto fields<TransferFamilyResponse::PosixProfile> = std::array{
    field<&TransferFamilyResponse::PosixProfile::uid>("Uid", kAlways),
    field<&TransferFamilyResponse::PosixProfile::gid>("Gid", kAlways),
    field<&TransferFamilyResponse::PosixProfile::secondary_gids>("SecondaryGids"),
};

template <>
inline constexpr auto fields<TransferFamilyResponse> = std::array{
    field<&TransferFamilyResponse::role>("Role"),
    field<&TransferFamilyResponse::policy>("Policy"),
    field<&TransferFamilyResponse::posix_profile>("PosixProfile"),
    field<&TransferFamilyResponse::public_keys>("PublicKeys"),
    field<&TransferFamilyResponse::home_directory_type>("HomeDirectoryType"),
    field<&TransferFamilyResponse::home_directory>("HomeDirectory"),
    field<&TransferFamilyResponse::home_directory_details>("HomeDirectoryDetails"),
};

template <>
inline constexpr Source source<TransferFamilyRequest> = {
    .name = "transfer_family_authorizer",
    .reference =
        "https://docs.aws.amazon.com/transfer/latest/userguide/"
        "custom-lambda-idp.html",
    .kind = SourceKind::kAnswer,
    .rank = 5000,
    .probes = {has("username"), has("protocol"), has("serverId")},
    .answers = "role and home directory; an empty object refuses",
};

template <>
struct AnswerTo<TransferFamilyRequest> {
  using type = TransferFamilyResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
