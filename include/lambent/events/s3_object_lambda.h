// SPDX-License-Identifier: Apache-2.0
// Amazon S3 Object Lambda: a request to an Object Lambda access point.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-event-context.html
// The members of the answer are those of "Working with HeadObject / ListObjects requests" in
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-writing-lambda.html
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "lambent/answers.h"
#include "lambent/fields.h"
#include "lambent/policies.h"
#include "lambent/shapes/caller_identity.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A request for an object, for what is known of it, or for a list.
struct S3ObjectLambdaEvent {
  struct GetContext {
    std::string_view input_s3_url{};  ///< Pre-signed: where the object is. Never log it.
    std::string_view output_route{};  ///< For WriteGetObjectResponse, as the next one.
    std::string_view output_token{};
  };
  struct InputContext {
    std::string_view input_s3_url{};  ///< Pre-signed. Never log it.
  };
  struct Configuration {
    std::string_view access_point_arn{};
    std::string_view supporting_access_point_arn{};
    std::string_view payload{};  ///< What the access point was given; often JSON.
  };
  struct UserRequest {
    std::string_view url{};  ///< Absolute, or from the slash on.
    HeaderMap headers{};  ///< Those that were signed.
  };
  /// What was asked for.
  enum class Operation : std::uint8_t { kGetObject, kHeadObject, kListObjects, kListObjectsV2 };

  std::string_view x_amz_request_id{};
  std::optional<GetContext> get_object_context{};  ///< There is exactly one of these four.
  std::optional<InputContext> head_object_context{};
  std::optional<InputContext> list_objects_context{};
  std::optional<InputContext> list_objects_v2_context{};
  Configuration configuration{};
  UserRequest user_request{};
  CallerIdentity user_identity{};
  std::string_view protocol_version{};  ///< "1.00" or "1.01".

  /// Told by the context that is there.
  Operation operation() const {
    if (head_object_context) return Operation::kHeadObject;
    if (list_objects_context) return Operation::kListObjects;
    return list_objects_v2_context ? Operation::kListObjectsV2 : Operation::kGetObject;
  }
};

/// The answer to all but kGetObject, which is answered by calling WriteGetObjectResponse: S3 then
/// ignores what is returned.
struct S3ObjectLambdaResponse {
  std::int64_t status_code = 200;
  std::string error_code{};
  std::string error_message{};
  /// kHeadObject: what is said of the object. "Content-Length" must be there, a number; a few more
  /// are numbers or booleans, the rest texts.
  std::map<std::string, JsonScalar> headers{};
  /// Lists: what S3 answered as XML, or an error of its; passed on unchecked.
  std::string list_result_xml{};
  /// Lists: the same as a JSON object, which S3 checks: "name", "maxKeys", "isTruncated" (version 2
  /// also "keyCount") must be there. Never with `list_result_xml`.
  JsonText list_bucket_result{};
};

template <>
inline constexpr auto fields<S3ObjectLambdaEvent::GetContext> = std::array{
    field<&S3ObjectLambdaEvent::GetContext::input_s3_url>("inputS3Url", kRequired),
    field<&S3ObjectLambdaEvent::GetContext::output_route>("outputRoute"),
    field<&S3ObjectLambdaEvent::GetContext::output_token>("outputToken"),
};

template <>
inline constexpr auto fields<S3ObjectLambdaEvent::InputContext> = std::array{
    field<&S3ObjectLambdaEvent::InputContext::input_s3_url>("inputS3Url", kRequired),
};

template <>
inline constexpr auto fields<S3ObjectLambdaEvent::Configuration> = std::array{
    field<&S3ObjectLambdaEvent::Configuration::access_point_arn>("accessPointArn"),
    field<&S3ObjectLambdaEvent::Configuration::supporting_access_point_arn>(
        "supportingAccessPointArn"),
    field<&S3ObjectLambdaEvent::Configuration::payload>("payload"),
};

template <>
inline constexpr auto fields<S3ObjectLambdaEvent::UserRequest> = std::array{
    field<&S3ObjectLambdaEvent::UserRequest::url>("url"),
    field<&S3ObjectLambdaEvent::UserRequest::headers>("headers", kAlways),
};

template <>
inline constexpr auto fields<S3ObjectLambdaEvent> = std::array{
    field<&S3ObjectLambdaEvent::x_amz_request_id>("xAmzRequestId", kRequired),
    field<&S3ObjectLambdaEvent::get_object_context>("getObjectContext"),
    field<&S3ObjectLambdaEvent::head_object_context>("headObjectContext"),
    field<&S3ObjectLambdaEvent::list_objects_context>("listObjectsContext"),
    field<&S3ObjectLambdaEvent::list_objects_v2_context>("listObjectsV2Context"),
    field<&S3ObjectLambdaEvent::configuration>("configuration", kRequired),
    field<&S3ObjectLambdaEvent::user_request>("userRequest", kRequired),
    field<&S3ObjectLambdaEvent::user_identity>("userIdentity"),
    field<&S3ObjectLambdaEvent::protocol_version>("protocolVersion"),
};

template <>
inline constexpr auto fields<S3ObjectLambdaResponse> = std::array{
    field<&S3ObjectLambdaResponse::status_code>("statusCode", kAlways),
    field<&S3ObjectLambdaResponse::error_code>("errorCode"),
    field<&S3ObjectLambdaResponse::error_message>("errorMessage"),
    field<&S3ObjectLambdaResponse::headers>("headers"),
    field<&S3ObjectLambdaResponse::list_result_xml>("listResultXml"),
    field<&S3ObjectLambdaResponse::list_bucket_result>("listBucketResult"),
};

template <>
inline constexpr Source source<S3ObjectLambdaEvent> = {
    .name = "s3_object_lambda",
    .reference =
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
        "olap-event-context.html",
    .kind = SourceKind::kAnswer,
    .rank = 1900,
    .probes = {has("xAmzRequestId"), has("userRequest"), has("configuration")},
    .answers = "status, headers or a list; nothing for an object",
};

template <>
struct AnswerTo<S3ObjectLambdaEvent> {
  using type = S3ObjectLambdaResponse;
};

}  // namespace lambent::inline LAMBENT_ABI
