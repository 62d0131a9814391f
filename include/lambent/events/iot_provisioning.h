// SPDX-License-Identifier: Apache-2.0
// AWS IoT Core: a device asks to be provisioned from a template, and a hook says whether it may be.
// https://docs.aws.amazon.com/iot/latest/developerguide/pre-provisioning-hook.html
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A device that wants to be known.
struct IotProvisioningRequest {
  std::string_view claim_certificate_id{};  ///< Of the claim certificate that it came with.
  std::string_view certificate_id{};
  std::string_view certificate_pem{};
  std::string_view template_arn{};
  std::string_view client_id{};
  Map<std::string_view> parameters{};  ///< What the device says of itself.
};

/// Whether it may be provisioned.
struct IotProvisioningResponse {
  bool allow_provisioning{};
  std::map<std::string, std::string> parameter_overrides{};  ///< Put in place of the device's own.
};

template <>
inline constexpr auto fields<IotProvisioningRequest> = std::array{
    field<&IotProvisioningRequest::claim_certificate_id>("claimCertificateId"),
    field<&IotProvisioningRequest::certificate_id>("certificateId", kRequired),
    field<&IotProvisioningRequest::certificate_pem>("certificatePem", kRequired),
    field<&IotProvisioningRequest::template_arn>("templateArn", kRequired),
    field<&IotProvisioningRequest::client_id>("clientId"),
    field<&IotProvisioningRequest::parameters>("parameters", kAlways),
};

template <>
inline constexpr auto fields<IotProvisioningResponse> = std::array{
    field<&IotProvisioningResponse::allow_provisioning>("allowProvisioning", kRequired),
    field<&IotProvisioningResponse::parameter_overrides>("parameterOverrides"),
};

template <>
inline constexpr Source source<IotProvisioningRequest> = {
    .name = "iot_preprovision_hook",
    .reference =
        "https://docs.aws.amazon.com/iot/latest/developerguide/"
        "pre-provisioning-hook.html",
    .kind = SourceKind::kAnswer,
    .rank = 4400,
    .probes = {has("certificateId"), has("certificatePem"), has("templateArn")},
    .answers = "yes or no, and parameters",
};

template <>
struct AnswerTo<IotProvisioningRequest> {
  using type = IotProvisioningResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
