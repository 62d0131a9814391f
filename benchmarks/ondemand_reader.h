// SPDX-License-Identifier: Apache-2.0
// The contender: hand-written On-Demand readers into the same structs, with views and an arena.
// Parser, padded buffer and arena are reused. The members of every object are taken in the order
// in which they come and compared with the raw key, most frequent first.
//
// Every error is checked, as whoever reads foreign payloads must. How that is written matters more
// than that it is: a value that goes through a helper by reference, or out of a result by get(), is
// stored in pieces and loaded whole, which stalls and makes this reader two to three times slower.
// So errors are looked at in place, and the readers of scalars are inlined. After a change here
// compare the nanoseconds with those from before: a slow contender flatters the library.
#pragma once

#include <simdjson.h>

#include <stdexcept>
#include <string>
#include <string_view>

#include "arena_list.h"
#include "lambent/events.h"

namespace bench {

namespace lb = lambent;
namespace ondemand = simdjson::ondemand;

class OnDemandReader {
 public:
  template <class E>
  const E& decode(std::string_view payload) {
    arena_.reset();
    if (buffer_.size() < payload.size() + simdjson::SIMDJSON_PADDING)
      buffer_.resize(payload.size() + simdjson::SIMDJSON_PADDING);
    payload.copy(buffer_.data(), payload.size());
    ondemand::document document;
    check(parser_.iterate(buffer_.data(), payload.size(), buffer_.size()).get(document));
    E& event = *new (arena_.allocate(sizeof(E), alignof(E))) E{};
    ondemand::object object;
    check(document.get_object().get(object));
    read(object, event);
    return event;
  }

 private:
  [[noreturn, gnu::noinline, gnu::cold]] static void fail(simdjson::error_code error) {
    throw std::runtime_error(simdjson::error_message(error));
  }
  static void check(simdjson::error_code error) {
    if (error) [[unlikely]]
      fail(error);
  }

  void read(ondemand::object object, lb::SqsMessageAttribute& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "dataType") text(value, to.data_type);
      else if (key == "stringValue") text(value, to.string_value);
      else if (key == "binaryValue") text(value, to.binary_value.text);
      else if (key == "stringListValues") texts(value, to.string_list_values);
      else if (key == "binaryListValues") texts(value, to.binary_list_values);
    }
  }

  void read(ondemand::object object, lb::SqsMessage& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "messageId") text(value, to.message_id);
      else if (key == "receiptHandle") text(value, to.receipt_handle);
      else if (key == "body") text(value, to.body);
      else if (key == "md5OfBody") text(value, to.md5_of_body);
      else if (key == "md5OfMessageAttributes") text(value, to.md5_of_message_attributes);
      else if (key == "attributes") text_map(value, to.attributes);
      else if (key == "messageAttributes") struct_map(value, to.message_attributes);
      else if (key == "eventSource") text(value, to.event_source);
      else if (key == "eventSourceARN") text(value, to.event_source_arn);
      else if (key == "awsRegion") text(value, to.aws_region);
    }
  }

  void read(ondemand::object object, lb::SqsEvent& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "Records") list(value, to.records);
    }
  }

  void read(ondemand::object object, lb::S3Identity& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "principalId") text(value, to.principal_id);
    }
  }

  void read(ondemand::object object, lb::S3RequestParameters& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "sourceIPAddress") text(value, to.source_ip_address);
    }
  }

  void read(ondemand::object object, lb::S3Bucket& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "name") text(value, to.name);
      else if (key == "ownerIdentity") member(value, to.owner_identity);
      else if (key == "arn") text(value, to.arn);
    }
  }

  void read(ondemand::object object, lb::S3Object& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "key") text(value, to.key);
      else if (key == "size") integer(value, to.size);
      else if (key == "eTag") text(value, to.e_tag);
      else if (key == "versionId") text(value, to.version_id);
      else if (key == "sequencer") text(value, to.sequencer);
    }
  }

  void read(ondemand::object object, lb::S3Entity& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "s3SchemaVersion") text(value, to.s3_schema_version);
      else if (key == "configurationId") text(value, to.configuration_id);
      else if (key == "bucket") member(value, to.bucket);
      else if (key == "object") member(value, to.object);
    }
  }

  void read(ondemand::object object, lb::S3Record& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "eventVersion") text(value, to.event_version);
      else if (key == "eventSource") text(value, to.event_source);
      else if (key == "awsRegion") text(value, to.aws_region);
      else if (key == "eventTime") text(value, to.event_time.text);
      else if (key == "eventName") text(value, to.event_name);
      else if (key == "userIdentity") member(value, to.user_identity);
      else if (key == "requestParameters") member(value, to.request_parameters);
      else if (key == "responseElements") text_map(value, to.response_elements);
      else if (key == "s3") member(value, to.s3);
    }
  }

  void read(ondemand::object object, lb::S3Event& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "Records") list(value, to.records);
    }
  }

  void read(ondemand::object object, lb::SnsMessageAttribute& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "Type") text(value, to.type);
      else if (key == "Value") text(value, to.value);
    }
  }

  void read(ondemand::object object, lb::SnsMessage& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "Type") text(value, to.type);
      else if (key == "MessageId") text(value, to.message_id);
      else if (key == "TopicArn") text(value, to.topic_arn);
      else if (key == "Subject") text(value, to.subject);
      else if (key == "Message") text(value, to.message);
      else if (key == "Timestamp") text(value, to.timestamp.text);
      else if (key == "SignatureVersion") text(value, to.signature_version);
      else if (key == "Signature") text(value, to.signature);
      else if (key == "SigningCertUrl") text(value, to.signing_cert_url);
      else if (key == "UnsubscribeUrl") text(value, to.unsubscribe_url);
      else if (key == "Token") text(value, to.token);
      else if (key == "MessageAttributes") struct_map(value, to.message_attributes);
    }
  }

  void read(ondemand::object object, lb::SnsRecord& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "EventSource") text(value, to.event_source);
      else if (key == "EventVersion") text(value, to.event_version);
      else if (key == "EventSubscriptionArn") text(value, to.event_subscription_arn);
      else if (key == "Sns") member(value, to.sns);
    }
  }

  void read(ondemand::object object, lb::SnsEvent& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "Records") list(value, to.records);
    }
  }

  void read(ondemand::object object, lb::EventBridgeEvent& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "version") text(value, to.version);
      else if (key == "id") text(value, to.id);
      else if (key == "detail-type") text(value, to.detail_type);
      else if (key == "source") text(value, to.source);
      else if (key == "account") text(value, to.account);
      else if (key == "time") text(value, to.time.text);
      else if (key == "region") text(value, to.region);
      else if (key == "resources") texts(value, to.resources);
      else if (key == "detail") raw(value, to.detail.text);
      else if (key == "replay-name") text(value, to.replay_name);
    }
  }

  void read(ondemand::object object, lb::KinesisData& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "data") text(value, to.data.text);
      else if (key == "partitionKey") text(value, to.partition_key);
      else if (key == "sequenceNumber") text(value, to.sequence_number);
      else if (key == "approximateArrivalTimestamp")
        number_text(value, to.approximate_arrival_timestamp.text);
      else if (key == "kinesisSchemaVersion") text(value, to.kinesis_schema_version);
      else if (key == "encryptionType") text(value, to.encryption_type);
    }
  }

  void read(ondemand::object object, lb::KinesisRecord& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "eventID") text(value, to.event_id);
      else if (key == "eventName") text(value, to.event_name);
      else if (key == "eventSource") text(value, to.event_source);
      else if (key == "eventVersion") text(value, to.event_version);
      else if (key == "awsRegion") text(value, to.aws_region);
      else if (key == "eventSourceARN") text(value, to.event_source_arn);
      else if (key == "invokeIdentityArn") text(value, to.invoke_identity_arn);
      else if (key == "kinesis") member(value, to.kinesis);
    }
  }

  void read(ondemand::object object, lb::KinesisEvent& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "Records") list(value, to.records);
    }
  }

  void read(ondemand::object object, lb::DynamoDbChange& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "ApproximateCreationDateTime")
        number_text(value, to.approximate_creation_date_time.text);
      else if (key == "Keys") attributes(value, to.keys);
      else if (key == "NewImage") attributes(value, to.new_image);
      else if (key == "OldImage") attributes(value, to.old_image);
      else if (key == "SequenceNumber") text(value, to.sequence_number);
      else if (key == "SizeBytes") integer(value, to.size_bytes);
      else if (key == "StreamViewType") text(value, to.stream_view_type);
    }
  }

  void read(ondemand::object object, lb::DynamoDbIdentity& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "type") text(value, to.type);
      else if (key == "principalId") text(value, to.principal_id);
    }
  }

  void read(ondemand::object object, lb::DynamoDbRecord& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "eventID") text(value, to.event_id);
      else if (key == "eventName") text(value, to.event_name);
      else if (key == "eventVersion") text(value, to.event_version);
      else if (key == "eventSource") text(value, to.event_source);
      else if (key == "awsRegion") text(value, to.aws_region);
      else if (key == "dynamodb") member(value, to.dynamodb);
      else if (key == "eventSourceARN") text(value, to.event_source_arn);
      else if (key == "userIdentity") member(value, to.user_identity);
    }
  }

  void read(ondemand::object object, lb::DynamoDbEvent& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "Records") list(value, to.records);
    }
  }

  void read(ondemand::object object, lb::ClientCertificate::Validity& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "notBefore") text(value, to.not_before.text);
      else if (key == "notAfter") text(value, to.not_after.text);
    }
  }

  void read(ondemand::object object, lb::ClientCertificate& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "clientCertPem") text(value, to.client_cert_pem);
      else if (key == "subjectDN") text(value, to.subject_dn);
      else if (key == "issuerDN") text(value, to.issuer_dn);
      else if (key == "serialNumber") text(value, to.serial_number);
      else if (key == "validity") member(value, to.validity);
    }
  }

  void read(ondemand::object object, lb::RequestIdentity& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "sourceIp") text(value, to.source_ip);
      else if (key == "userAgent") text(value, to.user_agent);
      else if (key == "accountId") text(value, to.account_id);
      else if (key == "accessKey") text(value, to.access_key);
      else if (key == "caller") text(value, to.caller);
      else if (key == "user") text(value, to.user);
      else if (key == "userArn") text(value, to.user_arn);
      else if (key == "apiKey") text(value, to.api_key);
      else if (key == "apiKeyId") text(value, to.api_key_id);
      else if (key == "cognitoIdentityId") text(value, to.cognito_identity_id);
      else if (key == "cognitoIdentityPoolId") text(value, to.cognito_identity_pool_id);
      else if (key == "cognitoAuthenticationType") text(value, to.cognito_authentication_type);
      else if (key == "cognitoAuthenticationProvider")
        text(value, to.cognito_authentication_provider);
      else if (key == "principalOrgId") text(value, to.principal_org_id);
      else if (key == "vpcId") text(value, to.vpc_id);
      else if (key == "vpceId") text(value, to.vpce_id);
      else if (key == "cognitoAmr") raw(value, to.cognito_amr.text);
      else if (key == "clientCert") optional_member(value, to.client_cert);
    }
  }

  void read(ondemand::object object, lb::RestRequestContext& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "accountId") text(value, to.account_id);
      else if (key == "apiId") text(value, to.api_id);
      else if (key == "resourceId") text(value, to.resource_id);
      else if (key == "resourcePath") text(value, to.resource_path);
      else if (key == "operationName") text(value, to.operation_name);
      else if (key == "path") text(value, to.path);
      else if (key == "httpMethod") text(value, to.http_method);
      else if (key == "stage") text(value, to.stage);
      else if (key == "protocol") text(value, to.protocol);
      else if (key == "domainName") text(value, to.domain_name);
      else if (key == "domainPrefix") text(value, to.domain_prefix);
      else if (key == "requestId") text(value, to.request_id);
      else if (key == "extendedRequestId") text(value, to.extended_request_id);
      else if (key == "deploymentId") text(value, to.deployment_id);
      else if (key == "requestTime") text(value, to.request_time.text);
      else if (key == "requestTimeEpoch") integer(value, to.request_time_epoch.milliseconds);
      else if (key == "authorizer") raw_map(value, to.authorizer);
      else if (key == "identity") member(value, to.identity);
    }
  }

  void read(ondemand::object object, lb::ApiGatewayRequest& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "version") text(value, to.version);
      else if (key == "resource") text(value, to.resource);
      else if (key == "path") text(value, to.path);
      else if (key == "httpMethod") text(value, to.http_method);
      else if (key == "headers") text_map(value, to.headers);
      else if (key == "multiValueHeaders") texts_map(value, to.multi_value_headers);
      else if (key == "queryStringParameters") text_map(value, to.query_string_parameters);
      else if (key == "multiValueQueryStringParameters")
        texts_map(value, to.multi_value_query_string_parameters);
      else if (key == "pathParameters") text_map(value, to.path_parameters);
      else if (key == "stageVariables") text_map(value, to.stage_variables);
      else if (key == "requestContext") member(value, to.request_context);
      else if (key == "body") text(value, to.body);
      else if (key == "isBase64Encoded") boolean(value, to.is_base64_encoded);
    }
  }

  void read(ondemand::object object, lb::HttpApiRequestContext::Http& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "method") text(value, to.method);
      else if (key == "path") text(value, to.path);
      else if (key == "protocol") text(value, to.protocol);
      else if (key == "sourceIp") text(value, to.source_ip);
      else if (key == "userAgent") text(value, to.user_agent);
    }
  }

  void read(ondemand::object object, lb::HttpApiRequestContext::Authentication& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "clientCert") optional_member(value, to.client_cert);
    }
  }

  void read(ondemand::object object, lb::HttpApiRequestContext::Jwt& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "claims") raw_map(value, to.claims);
      else if (key == "scopes") texts(value, to.scopes);
    }
  }

  void read(ondemand::object object, lb::HttpApiRequestContext::CognitoIdentity& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "amr") texts(value, to.amr);
      else if (key == "identityId") text(value, to.identity_id);
      else if (key == "identityPoolId") text(value, to.identity_pool_id);
    }
  }

  void read(ondemand::object object, lb::HttpApiRequestContext::Iam& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "accessKey") text(value, to.access_key);
      else if (key == "accountId") text(value, to.account_id);
      else if (key == "callerId") text(value, to.caller_id);
      else if (key == "principalOrgId") text(value, to.principal_org_id);
      else if (key == "userArn") text(value, to.user_arn);
      else if (key == "userId") text(value, to.user_id);
      else if (key == "cognitoIdentity") optional_member(value, to.cognito_identity);
    }
  }

  void read(ondemand::object object, lb::HttpApiRequestContext::Authorizer& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "jwt") optional_member(value, to.jwt);
      else if (key == "lambda") raw_map(value, to.lambda);
      else if (key == "iam") optional_member(value, to.iam);
      else if (key == "principalId") text(value, to.principal_id);
      else if (key == "integrationLatency") integer(value, to.integration_latency);
    }
  }

  void read(ondemand::object object, lb::HttpApiRequestContext& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "accountId") text(value, to.account_id);
      else if (key == "apiId") text(value, to.api_id);
      else if (key == "domainName") text(value, to.domain_name);
      else if (key == "domainPrefix") text(value, to.domain_prefix);
      else if (key == "requestId") text(value, to.request_id);
      else if (key == "routeKey") text(value, to.route_key);
      else if (key == "stage") text(value, to.stage);
      else if (key == "time") text(value, to.time.text);
      else if (key == "timeEpoch") integer(value, to.time_epoch.milliseconds);
      else if (key == "http") member(value, to.http);
      else if (key == "authentication") optional_member(value, to.authentication);
      else if (key == "authorizer") optional_member(value, to.authorizer);
    }
  }

  void read(ondemand::object object, lb::HttpApiRequest& to) {
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto value = field.value().value_unsafe();
      if (key == "version") text(value, to.version);
      else if (key == "routeKey") text(value, to.route_key);
      else if (key == "rawPath") text(value, to.raw_path);
      else if (key == "rawQueryString") text(value, to.raw_query_string);
      else if (key == "cookies") texts(value, to.cookies);
      else if (key == "headers") text_map(value, to.headers);
      else if (key == "queryStringParameters") text_map(value, to.query_string_parameters);
      else if (key == "pathParameters") text_map(value, to.path_parameters);
      else if (key == "stageVariables") text_map(value, to.stage_variables);
      else if (key == "requestContext") member(value, to.request_context);
      else if (key == "body") text(value, to.body);
      else if (key == "isBase64Encoded") boolean(value, to.is_base64_encoded);
    }
  }

  /// Null leaves a member as it is, here and below; another kind is an error.
  [[gnu::always_inline]] static void text(ondemand::value value, std::string_view& to) {
    std::string_view view;
    if (const auto error = value.get_string().get(view); !error) [[likely]] {
      to = view;
    } else if (!value.is_null().value_unsafe()) {
      fail(error);
    }
  }
  static std::string_view trimmed(std::string_view token) {
    while (!token.empty() && lb::detail::ascii_lower(token.back()) <= ' ') token.remove_suffix(1);
    return token;
  }
  [[gnu::always_inline]] static void number_text(ondemand::value value, std::string_view& to) {
    double number = 0;
    const std::string_view token = trimmed(value.raw_json_token());
    if (const auto error = value.get_double().get(number); !error) [[likely]] {
      to = token;
    } else if (!value.is_null().value_unsafe()) {
      fail(error);
    }
  }
  [[gnu::always_inline]] static void integer(ondemand::value value, std::int64_t& to) {
    std::int64_t number = 0;
    if (const auto error = value.get_int64().get(number); !error) [[likely]] {
      to = number;
    } else if (!value.is_null().value_unsafe()) {
      fail(error);
    }
  }
  [[gnu::always_inline]] static void integer(ondemand::value value,
                                             std::optional<std::int64_t>& to) {
    std::int64_t number = 0;
    if (const auto error = value.get_int64().get(number); !error) [[likely]] {
      to = number;
    } else if (!value.is_null().value_unsafe()) {
      fail(error);
    }
  }
  [[gnu::always_inline]] static void boolean(ondemand::value value, bool& to) {
    bool flag = false;
    if (const auto error = value.get_bool().get(flag); !error) [[likely]] {
      to = flag;
    } else if (!value.is_null().value_unsafe()) {
      fail(error);
    }
  }
  static void raw(ondemand::value value, std::string_view& to) {
    ondemand::json_type type;
    check(value.type().get(type));
    switch (type) {
      case ondemand::json_type::object: {
        ondemand::object object;
        check(value.get_object().get(object));
        check(object.raw_json().get(to));
        to = trimmed(to);
        return;
      }
      case ondemand::json_type::array: {
        ondemand::array array;
        check(value.get_array().get(array));
        check(array.raw_json().get(to));
        to = trimmed(to);
        return;
      }
      default: to = trimmed(value.raw_json_token());
    }
  }
  template <class S>
  void member(ondemand::value value, S& to) {
    ondemand::object object;
    if (const auto error = value.get_object().get(object); !error) [[likely]] {
      read(object, to);
    } else if (!value.is_null().value_unsafe()) {
      fail(error);
    }
  }
  template <class S>
  void optional_member(ondemand::value value, std::optional<S>& to) {
    ondemand::object object;
    if (const auto error = value.get_object().get(object); !error) [[likely]] {
      read(object, to.emplace(S{}));
    } else if (!value.is_null().value_unsafe()) {
      fail(error);
    }
  }
  template <class S>
  void list(ondemand::value value, lb::List<S>& to) {
    ondemand::array array;
    if (const auto error = value.get_array().get(array)) [[unlikely]] {
      if (!value.is_null().value_unsafe()) fail(error);
      return;
    }
    ArenaItems<S> items(arena_);
    for (auto item : array) {
      check(item.error());
      member(item.value_unsafe(), items.add());
    }
    to = borrowed<lb::List<S>>(items);
  }
  template <class T>
  void texts(ondemand::value value, lb::List<T>& to) {
    ondemand::array array;
    if (const auto error = value.get_array().get(array)) [[unlikely]] {
      if (!value.is_null().value_unsafe()) fail(error);
      return;
    }
    ArenaItems<T> items(arena_);
    for (auto item : array) {
      check(item.error());
      text(item.value_unsafe(), reinterpret_cast<std::string_view&>(items.add()));
    }
    to = borrowed<lb::List<T>>(items);
  }
  template <class M, class Read>
  void map(ondemand::value value, M& to, Read read_value) {
    ondemand::object object;
    if (const auto error = value.get_object().get(object)) [[unlikely]] {
      if (!value.is_null().value_unsafe()) fail(error);
      return;
    }
    ArenaItems<typename M::Entry> entries(arena_);
    for (auto field : object) {
      check(field.error());
      auto& entry = entries.add();
      check(field.unescaped_key().get(entry.key));
      read_value(field.value().value_unsafe(), entry.value);
    }
    to = borrowed<M>(entries);
  }
  template <class M>
  void text_map(ondemand::value value, M& to) {
    map(value, to, [](ondemand::value v, std::string_view& view) { text(v, view); });
  }
  template <class M>
  void texts_map(ondemand::value value, M& to) {
    map(value, to, [&](ondemand::value v, auto& list) { texts(v, list); });
  }
  template <class M>
  void struct_map(ondemand::value value, M& to) {
    map(value, to, [&](ondemand::value v, auto& inner) { member(v, inner); });
  }
  template <class M>
  void raw_map(ondemand::value value, M& to) {
    map(value, to, [](ondemand::value v, lb::RawJson& json) { raw(v, json.text); });
  }
  void attributes(ondemand::value value, lb::Map<lb::AttributeValue>& to) {
    map(value, to, [&](ondemand::value v, lb::AttributeValue& out) { out = attribute(v); });
  }
  lb::AttributeValue attribute(ondemand::value value) {
    ondemand::object object;
    check(value.get_object().get(object));
    lb::AttributeValue result;
    for (auto field : object) {
      check(field.error());
      const auto key = field.key().value_unsafe();
      auto inner = field.value().value_unsafe();
      std::string_view view;
      if (key == "S") {
        text(inner, view);
        result = lb::AttributeValue::string(view);
      } else if (key == "N") {
        text(inner, view);
        result = lb::AttributeValue::number(view);
      } else if (key == "M") {
        lb::Map<lb::AttributeValue> entries;
        attributes(inner, entries);
        result = lb::AttributeValue::map(std::move(entries));
      } else if (key == "L") {
        ondemand::array array;
        check(inner.get_array().get(array));
        ArenaItems<lb::AttributeValue> items(arena_);
        for (auto item : array) {
          check(item.error());
          items.add() = attribute(item.value_unsafe());
        }
        result = lb::AttributeValue::list(borrowed<lb::List<lb::AttributeValue>>(items));
      } else if (key == "BOOL") {
        bool flag = false;
        boolean(inner, flag);
        result = lb::AttributeValue::boolean(flag);
      } else if (key == "B") {
        text(inner, view);
        result = lb::AttributeValue::binary({view});
      } else if (key == "SS" || key == "NS") {
        const bool strings = key == "SS";
        lb::List<std::string_view> list;
        texts(inner, list);
        result = strings ? lb::AttributeValue::string_set(std::move(list))
                         : lb::AttributeValue::number_set(std::move(list));
      } else if (key == "BS") {
        lb::List<lb::Base64> list;
        texts(inner, list);
        result = lb::AttributeValue::binary_set(std::move(list));
      }
    }
    return result;
  }

  ondemand::parser parser_;
  std::string buffer_;
  lb::detail::Arena arena_;
};

}  // namespace bench
