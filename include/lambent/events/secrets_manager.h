// SPDX-License-Identifier: Apache-2.0
// AWS Secrets Manager: one step of the rotation of a secret. A handler that fails fails the step.
// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A step, called in the order of the constants.
struct SecretsManagerRotationEvent {
  static constexpr std::string_view kCreateSecret = "createSecret";
  static constexpr std::string_view kSetSecret = "setSecret";
  static constexpr std::string_view kTestSecret = "testSecret";
  static constexpr std::string_view kFinishSecret = "finishSecret";

  std::string_view step{};  ///< One of the constants above.
  std::string_view secret_id{};  ///< An ARN.
  std::string_view client_request_token{};  ///< Id of the new version.
  std::string_view rotation_token{};  ///< For rotation by an assumed role. Never log it.
};

template <>
inline constexpr auto fields<SecretsManagerRotationEvent> = std::array{
    field<&SecretsManagerRotationEvent::step>("Step", kRequired),
    field<&SecretsManagerRotationEvent::secret_id>("SecretId", kRequired),
    field<&SecretsManagerRotationEvent::client_request_token>("ClientRequestToken", kRequired),
    field<&SecretsManagerRotationEvent::rotation_token>("RotationToken"),
};

template <>
inline constexpr Source source<SecretsManagerRotationEvent> = {
    .name = "secrets_manager_rotation",
    .reference =
        "https://docs.aws.amazon.com/secretsmanager/latest/userguide/"
        "rotate-secrets_lambda-functions.html",
    .kind = SourceKind::kObserve,
    .rank = 1600,
    .probes = {has("Step"), has("SecretId"), has("ClientRequestToken")},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
