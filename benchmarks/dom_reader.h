// SPDX-License-Identifier: Apache-2.0
// The baseline: nlohmann/json parses a document, and hand-written code copies it into the same
// structs. Views point into the document, which is kept; lists lie in an arena.
#pragma once

#include <deque>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "arena_list.h"
#include "lambent/events.h"

namespace bench {

namespace lb = lambent;

class DomReader {
 public:
  using json = nlohmann::json;

  template <class E>
  const E& decode(std::string_view payload) {
    arena_.reset();
    raw_.clear();
    document_ = json::parse(payload);
    E& event = *new (arena_.allocate(sizeof(E), alignof(E))) E{};
    read(document_, event);
    return event;
  }

 private:
  static const json* find(const json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
  }

  void read(const json& object, lb::SqsMessageAttribute& to) {
    if (const json* value = find(object, "dataType")) text(*value, to.data_type);
    if (const json* value = find(object, "stringValue")) text(*value, to.string_value);
    if (const json* value = find(object, "binaryValue")) text(*value, to.binary_value.text);
    if (const json* value = find(object, "stringListValues")) texts(*value, to.string_list_values);
    if (const json* value = find(object, "binaryListValues")) texts(*value, to.binary_list_values);
  }

  void read(const json& object, lb::SqsMessage& to) {
    if (const json* value = find(object, "messageId")) text(*value, to.message_id);
    if (const json* value = find(object, "receiptHandle")) text(*value, to.receipt_handle);
    if (const json* value = find(object, "body")) text(*value, to.body);
    if (const json* value = find(object, "md5OfBody")) text(*value, to.md5_of_body);
    if (const json* value = find(object, "md5OfMessageAttributes"))
      text(*value, to.md5_of_message_attributes);
    if (const json* value = find(object, "attributes")) text_map(*value, to.attributes);
    if (const json* value = find(object, "messageAttributes"))
      struct_map(*value, to.message_attributes);
    if (const json* value = find(object, "eventSource")) text(*value, to.event_source);
    if (const json* value = find(object, "eventSourceARN")) text(*value, to.event_source_arn);
    if (const json* value = find(object, "awsRegion")) text(*value, to.aws_region);
  }

  void read(const json& object, lb::SqsEvent& to) {
    if (const json* value = find(object, "Records")) list(*value, to.records);
  }

  void read(const json& object, lb::S3Identity& to) {
    if (const json* value = find(object, "principalId")) text(*value, to.principal_id);
  }

  void read(const json& object, lb::S3RequestParameters& to) {
    if (const json* value = find(object, "sourceIPAddress")) text(*value, to.source_ip_address);
  }

  void read(const json& object, lb::S3Bucket& to) {
    if (const json* value = find(object, "name")) text(*value, to.name);
    if (const json* value = find(object, "ownerIdentity")) member(*value, to.owner_identity);
    if (const json* value = find(object, "arn")) text(*value, to.arn);
  }

  void read(const json& object, lb::S3Object& to) {
    if (const json* value = find(object, "key")) text(*value, to.key);
    if (const json* value = find(object, "size")) integer(*value, to.size);
    if (const json* value = find(object, "eTag")) text(*value, to.e_tag);
    if (const json* value = find(object, "versionId")) text(*value, to.version_id);
    if (const json* value = find(object, "sequencer")) text(*value, to.sequencer);
  }

  void read(const json& object, lb::S3Entity& to) {
    if (const json* value = find(object, "s3SchemaVersion")) text(*value, to.s3_schema_version);
    if (const json* value = find(object, "configurationId")) text(*value, to.configuration_id);
    if (const json* value = find(object, "bucket")) member(*value, to.bucket);
    if (const json* value = find(object, "object")) member(*value, to.object);
  }

  void read(const json& object, lb::S3Record& to) {
    if (const json* value = find(object, "eventVersion")) text(*value, to.event_version);
    if (const json* value = find(object, "eventSource")) text(*value, to.event_source);
    if (const json* value = find(object, "awsRegion")) text(*value, to.aws_region);
    if (const json* value = find(object, "eventTime")) text(*value, to.event_time.text);
    if (const json* value = find(object, "eventName")) text(*value, to.event_name);
    if (const json* value = find(object, "userIdentity")) member(*value, to.user_identity);
    if (const json* value = find(object, "requestParameters"))
      member(*value, to.request_parameters);
    if (const json* value = find(object, "responseElements"))
      text_map(*value, to.response_elements);
    if (const json* value = find(object, "s3")) member(*value, to.s3);
  }

  void read(const json& object, lb::S3Event& to) {
    if (const json* value = find(object, "Records")) list(*value, to.records);
  }

  void read(const json& object, lb::SnsMessageAttribute& to) {
    if (const json* value = find(object, "Type")) text(*value, to.type);
    if (const json* value = find(object, "Value")) text(*value, to.value);
  }

  void read(const json& object, lb::SnsMessage& to) {
    if (const json* value = find(object, "Type")) text(*value, to.type);
    if (const json* value = find(object, "MessageId")) text(*value, to.message_id);
    if (const json* value = find(object, "TopicArn")) text(*value, to.topic_arn);
    if (const json* value = find(object, "Subject")) text(*value, to.subject);
    if (const json* value = find(object, "Message")) text(*value, to.message);
    if (const json* value = find(object, "Timestamp")) text(*value, to.timestamp.text);
    if (const json* value = find(object, "SignatureVersion")) text(*value, to.signature_version);
    if (const json* value = find(object, "Signature")) text(*value, to.signature);
    if (const json* value = find(object, "SigningCertUrl")) text(*value, to.signing_cert_url);
    if (const json* value = find(object, "UnsubscribeUrl")) text(*value, to.unsubscribe_url);
    if (const json* value = find(object, "Token")) text(*value, to.token);
    if (const json* value = find(object, "MessageAttributes"))
      struct_map(*value, to.message_attributes);
  }

  void read(const json& object, lb::SnsRecord& to) {
    if (const json* value = find(object, "EventSource")) text(*value, to.event_source);
    if (const json* value = find(object, "EventVersion")) text(*value, to.event_version);
    if (const json* value = find(object, "EventSubscriptionArn"))
      text(*value, to.event_subscription_arn);
    if (const json* value = find(object, "Sns")) member(*value, to.sns);
  }

  void read(const json& object, lb::SnsEvent& to) {
    if (const json* value = find(object, "Records")) list(*value, to.records);
  }

  void read(const json& object, lb::EventBridgeEvent& to) {
    if (const json* value = find(object, "version")) text(*value, to.version);
    if (const json* value = find(object, "id")) text(*value, to.id);
    if (const json* value = find(object, "detail-type")) text(*value, to.detail_type);
    if (const json* value = find(object, "source")) text(*value, to.source);
    if (const json* value = find(object, "account")) text(*value, to.account);
    if (const json* value = find(object, "time")) text(*value, to.time.text);
    if (const json* value = find(object, "region")) text(*value, to.region);
    if (const json* value = find(object, "resources")) texts(*value, to.resources);
    if (const json* value = find(object, "detail")) raw(*value, to.detail.text);
    if (const json* value = find(object, "replay-name")) text(*value, to.replay_name);
  }

  void read(const json& object, lb::KinesisData& to) {
    if (const json* value = find(object, "data")) text(*value, to.data.text);
    if (const json* value = find(object, "partitionKey")) text(*value, to.partition_key);
    if (const json* value = find(object, "sequenceNumber")) text(*value, to.sequence_number);
    if (const json* value = find(object, "approximateArrivalTimestamp"))
      number_text(*value, to.approximate_arrival_timestamp.text);
    if (const json* value = find(object, "kinesisSchemaVersion"))
      text(*value, to.kinesis_schema_version);
    if (const json* value = find(object, "encryptionType")) text(*value, to.encryption_type);
  }

  void read(const json& object, lb::KinesisRecord& to) {
    if (const json* value = find(object, "eventID")) text(*value, to.event_id);
    if (const json* value = find(object, "eventName")) text(*value, to.event_name);
    if (const json* value = find(object, "eventSource")) text(*value, to.event_source);
    if (const json* value = find(object, "eventVersion")) text(*value, to.event_version);
    if (const json* value = find(object, "awsRegion")) text(*value, to.aws_region);
    if (const json* value = find(object, "eventSourceARN")) text(*value, to.event_source_arn);
    if (const json* value = find(object, "invokeIdentityArn")) text(*value, to.invoke_identity_arn);
    if (const json* value = find(object, "kinesis")) member(*value, to.kinesis);
  }

  void read(const json& object, lb::KinesisEvent& to) {
    if (const json* value = find(object, "Records")) list(*value, to.records);
  }

  void read(const json& object, lb::DynamoDbChange& to) {
    if (const json* value = find(object, "ApproximateCreationDateTime"))
      number_text(*value, to.approximate_creation_date_time.text);
    if (const json* value = find(object, "Keys")) attributes(*value, to.keys);
    if (const json* value = find(object, "NewImage")) attributes(*value, to.new_image);
    if (const json* value = find(object, "OldImage")) attributes(*value, to.old_image);
    if (const json* value = find(object, "SequenceNumber")) text(*value, to.sequence_number);
    if (const json* value = find(object, "SizeBytes")) integer(*value, to.size_bytes);
    if (const json* value = find(object, "StreamViewType")) text(*value, to.stream_view_type);
  }

  void read(const json& object, lb::DynamoDbIdentity& to) {
    if (const json* value = find(object, "type")) text(*value, to.type);
    if (const json* value = find(object, "principalId")) text(*value, to.principal_id);
  }

  void read(const json& object, lb::DynamoDbRecord& to) {
    if (const json* value = find(object, "eventID")) text(*value, to.event_id);
    if (const json* value = find(object, "eventName")) text(*value, to.event_name);
    if (const json* value = find(object, "eventVersion")) text(*value, to.event_version);
    if (const json* value = find(object, "eventSource")) text(*value, to.event_source);
    if (const json* value = find(object, "awsRegion")) text(*value, to.aws_region);
    if (const json* value = find(object, "dynamodb")) member(*value, to.dynamodb);
    if (const json* value = find(object, "eventSourceARN")) text(*value, to.event_source_arn);
    if (const json* value = find(object, "userIdentity")) member(*value, to.user_identity);
  }

  void read(const json& object, lb::DynamoDbEvent& to) {
    if (const json* value = find(object, "Records")) list(*value, to.records);
  }

  void read(const json& object, lb::ClientCertificate::Validity& to) {
    if (const json* value = find(object, "notBefore")) text(*value, to.not_before.text);
    if (const json* value = find(object, "notAfter")) text(*value, to.not_after.text);
  }

  void read(const json& object, lb::ClientCertificate& to) {
    if (const json* value = find(object, "clientCertPem")) text(*value, to.client_cert_pem);
    if (const json* value = find(object, "subjectDN")) text(*value, to.subject_dn);
    if (const json* value = find(object, "issuerDN")) text(*value, to.issuer_dn);
    if (const json* value = find(object, "serialNumber")) text(*value, to.serial_number);
    if (const json* value = find(object, "validity")) member(*value, to.validity);
  }

  void read(const json& object, lb::RequestIdentity& to) {
    if (const json* value = find(object, "sourceIp")) text(*value, to.source_ip);
    if (const json* value = find(object, "userAgent")) text(*value, to.user_agent);
    if (const json* value = find(object, "accountId")) text(*value, to.account_id);
    if (const json* value = find(object, "accessKey")) text(*value, to.access_key);
    if (const json* value = find(object, "caller")) text(*value, to.caller);
    if (const json* value = find(object, "user")) text(*value, to.user);
    if (const json* value = find(object, "userArn")) text(*value, to.user_arn);
    if (const json* value = find(object, "apiKey")) text(*value, to.api_key);
    if (const json* value = find(object, "apiKeyId")) text(*value, to.api_key_id);
    if (const json* value = find(object, "cognitoIdentityId")) text(*value, to.cognito_identity_id);
    if (const json* value = find(object, "cognitoIdentityPoolId"))
      text(*value, to.cognito_identity_pool_id);
    if (const json* value = find(object, "cognitoAuthenticationType"))
      text(*value, to.cognito_authentication_type);
    if (const json* value = find(object, "cognitoAuthenticationProvider"))
      text(*value, to.cognito_authentication_provider);
    if (const json* value = find(object, "principalOrgId")) text(*value, to.principal_org_id);
    if (const json* value = find(object, "vpcId")) text(*value, to.vpc_id);
    if (const json* value = find(object, "vpceId")) text(*value, to.vpce_id);
    if (const json* value = find(object, "cognitoAmr")) raw(*value, to.cognito_amr.text);
    if (const json* value = find(object, "clientCert")) optional_member(*value, to.client_cert);
  }

  void read(const json& object, lb::RestRequestContext& to) {
    if (const json* value = find(object, "accountId")) text(*value, to.account_id);
    if (const json* value = find(object, "apiId")) text(*value, to.api_id);
    if (const json* value = find(object, "resourceId")) text(*value, to.resource_id);
    if (const json* value = find(object, "resourcePath")) text(*value, to.resource_path);
    if (const json* value = find(object, "operationName")) text(*value, to.operation_name);
    if (const json* value = find(object, "path")) text(*value, to.path);
    if (const json* value = find(object, "httpMethod")) text(*value, to.http_method);
    if (const json* value = find(object, "stage")) text(*value, to.stage);
    if (const json* value = find(object, "protocol")) text(*value, to.protocol);
    if (const json* value = find(object, "domainName")) text(*value, to.domain_name);
    if (const json* value = find(object, "domainPrefix")) text(*value, to.domain_prefix);
    if (const json* value = find(object, "requestId")) text(*value, to.request_id);
    if (const json* value = find(object, "extendedRequestId")) text(*value, to.extended_request_id);
    if (const json* value = find(object, "deploymentId")) text(*value, to.deployment_id);
    if (const json* value = find(object, "requestTime")) text(*value, to.request_time.text);
    if (const json* value = find(object, "requestTimeEpoch"))
      integer(*value, to.request_time_epoch.milliseconds);
    if (const json* value = find(object, "authorizer")) raw_map(*value, to.authorizer);
    if (const json* value = find(object, "identity")) member(*value, to.identity);
  }

  void read(const json& object, lb::ApiGatewayRequest& to) {
    if (const json* value = find(object, "version")) text(*value, to.version);
    if (const json* value = find(object, "resource")) text(*value, to.resource);
    if (const json* value = find(object, "path")) text(*value, to.path);
    if (const json* value = find(object, "httpMethod")) text(*value, to.http_method);
    if (const json* value = find(object, "headers")) text_map(*value, to.headers);
    if (const json* value = find(object, "multiValueHeaders"))
      texts_map(*value, to.multi_value_headers);
    if (const json* value = find(object, "queryStringParameters"))
      text_map(*value, to.query_string_parameters);
    if (const json* value = find(object, "multiValueQueryStringParameters"))
      texts_map(*value, to.multi_value_query_string_parameters);
    if (const json* value = find(object, "pathParameters")) text_map(*value, to.path_parameters);
    if (const json* value = find(object, "stageVariables")) text_map(*value, to.stage_variables);
    if (const json* value = find(object, "requestContext")) member(*value, to.request_context);
    if (const json* value = find(object, "body")) text(*value, to.body);
    if (const json* value = find(object, "isBase64Encoded")) boolean(*value, to.is_base64_encoded);
  }

  void read(const json& object, lb::HttpApiRequestContext::Http& to) {
    if (const json* value = find(object, "method")) text(*value, to.method);
    if (const json* value = find(object, "path")) text(*value, to.path);
    if (const json* value = find(object, "protocol")) text(*value, to.protocol);
    if (const json* value = find(object, "sourceIp")) text(*value, to.source_ip);
    if (const json* value = find(object, "userAgent")) text(*value, to.user_agent);
  }

  void read(const json& object, lb::HttpApiRequestContext::Authentication& to) {
    if (const json* value = find(object, "clientCert")) optional_member(*value, to.client_cert);
  }

  void read(const json& object, lb::HttpApiRequestContext::Jwt& to) {
    if (const json* value = find(object, "claims")) raw_map(*value, to.claims);
    if (const json* value = find(object, "scopes")) texts(*value, to.scopes);
  }

  void read(const json& object, lb::HttpApiRequestContext::CognitoIdentity& to) {
    if (const json* value = find(object, "amr")) texts(*value, to.amr);
    if (const json* value = find(object, "identityId")) text(*value, to.identity_id);
    if (const json* value = find(object, "identityPoolId")) text(*value, to.identity_pool_id);
  }

  void read(const json& object, lb::HttpApiRequestContext::Iam& to) {
    if (const json* value = find(object, "accessKey")) text(*value, to.access_key);
    if (const json* value = find(object, "accountId")) text(*value, to.account_id);
    if (const json* value = find(object, "callerId")) text(*value, to.caller_id);
    if (const json* value = find(object, "principalOrgId")) text(*value, to.principal_org_id);
    if (const json* value = find(object, "userArn")) text(*value, to.user_arn);
    if (const json* value = find(object, "userId")) text(*value, to.user_id);
    if (const json* value = find(object, "cognitoIdentity"))
      optional_member(*value, to.cognito_identity);
  }

  void read(const json& object, lb::HttpApiRequestContext::Authorizer& to) {
    if (const json* value = find(object, "jwt")) optional_member(*value, to.jwt);
    if (const json* value = find(object, "lambda")) raw_map(*value, to.lambda);
    if (const json* value = find(object, "iam")) optional_member(*value, to.iam);
    if (const json* value = find(object, "principalId")) text(*value, to.principal_id);
    if (const json* value = find(object, "integrationLatency"))
      integer(*value, to.integration_latency);
  }

  void read(const json& object, lb::HttpApiRequestContext& to) {
    if (const json* value = find(object, "accountId")) text(*value, to.account_id);
    if (const json* value = find(object, "apiId")) text(*value, to.api_id);
    if (const json* value = find(object, "domainName")) text(*value, to.domain_name);
    if (const json* value = find(object, "domainPrefix")) text(*value, to.domain_prefix);
    if (const json* value = find(object, "requestId")) text(*value, to.request_id);
    if (const json* value = find(object, "routeKey")) text(*value, to.route_key);
    if (const json* value = find(object, "stage")) text(*value, to.stage);
    if (const json* value = find(object, "time")) text(*value, to.time.text);
    if (const json* value = find(object, "timeEpoch")) integer(*value, to.time_epoch.milliseconds);
    if (const json* value = find(object, "http")) member(*value, to.http);
    if (const json* value = find(object, "authentication"))
      optional_member(*value, to.authentication);
    if (const json* value = find(object, "authorizer")) optional_member(*value, to.authorizer);
  }

  void read(const json& object, lb::HttpApiRequest& to) {
    if (const json* value = find(object, "version")) text(*value, to.version);
    if (const json* value = find(object, "routeKey")) text(*value, to.route_key);
    if (const json* value = find(object, "rawPath")) text(*value, to.raw_path);
    if (const json* value = find(object, "rawQueryString")) text(*value, to.raw_query_string);
    if (const json* value = find(object, "cookies")) texts(*value, to.cookies);
    if (const json* value = find(object, "headers")) text_map(*value, to.headers);
    if (const json* value = find(object, "queryStringParameters"))
      text_map(*value, to.query_string_parameters);
    if (const json* value = find(object, "pathParameters")) text_map(*value, to.path_parameters);
    if (const json* value = find(object, "stageVariables")) text_map(*value, to.stage_variables);
    if (const json* value = find(object, "requestContext")) member(*value, to.request_context);
    if (const json* value = find(object, "body")) text(*value, to.body);
    if (const json* value = find(object, "isBase64Encoded")) boolean(*value, to.is_base64_encoded);
  }

  static void text(const json& value, std::string_view& to) {
    to = value.get_ref<const std::string&>();
  }
  void number_text(const json& value, std::string_view& to) { raw(value, to); }
  static void integer(const json& value, std::int64_t& to) { to = value.get<std::int64_t>(); }
  static void integer(const json& value, std::optional<std::int64_t>& to) {
    to = value.get<std::int64_t>();
  }
  static void boolean(const json& value, bool& to) { to = value.get<bool>(); }
  void raw(const json& value, std::string_view& to) { to = raw_.emplace_back(value.dump()); }
  template <class S>
  void member(const json& value, S& to) {
    read(value, to);
  }
  template <class S>
  void optional_member(const json& value, std::optional<S>& to) {
    read(value, to.emplace(S{}));
  }
  template <class S>
  void list(const json& value, lb::List<S>& to) {
    ArenaItems<S> items(arena_);
    for (const json& item : value) read(item, items.add());
    to = borrowed<lb::List<S>>(items);
  }
  template <class T>
  void texts(const json& value, lb::List<T>& to) {
    ArenaItems<T> items(arena_);
    for (const json& item : value) text(item, reinterpret_cast<std::string_view&>(items.add()));
    to = borrowed<lb::List<T>>(items);
  }
  template <class M, class Read>
  void map(const json& value, M& to, Read read_value) {
    ArenaItems<typename M::Entry> entries(arena_);
    for (auto it = value.begin(); it != value.end(); ++it) {
      auto& entry = entries.add();
      entry.key = it.key();
      read_value(*it, entry.value);
    }
    to = borrowed<M>(entries);
  }
  template <class M>
  void text_map(const json& value, M& to) {
    map(value, to, [](const json& v, std::string_view& view) { text(v, view); });
  }
  template <class M>
  void texts_map(const json& value, M& to) {
    map(value, to, [&](const json& v, auto& list) { texts(v, list); });
  }
  template <class M>
  void struct_map(const json& value, M& to) {
    map(value, to, [&](const json& v, auto& inner) { read(v, inner); });
  }
  template <class M>
  void raw_map(const json& value, M& to) {
    map(value, to, [&](const json& v, lb::RawJson& out) { raw(v, out.text); });
  }
  void attributes(const json& value, lb::Map<lb::AttributeValue>& to) {
    map(value, to, [&](const json& v, lb::AttributeValue& out) { out = attribute(v); });
  }
  lb::AttributeValue attribute(const json& value) {
    const std::string& tag = value.begin().key();
    const json& inner = *value.begin();
    if (tag == "S") return lb::AttributeValue::string(inner.get_ref<const std::string&>());
    if (tag == "N") return lb::AttributeValue::number(inner.get_ref<const std::string&>());
    if (tag == "B") return lb::AttributeValue::binary({inner.get_ref<const std::string&>()});
    if (tag == "BOOL") return lb::AttributeValue::boolean(inner.get<bool>());
    if (tag == "M") {
      lb::Map<lb::AttributeValue> entries;
      attributes(inner, entries);
      return lb::AttributeValue::map(std::move(entries));
    }
    if (tag == "L") {
      ArenaItems<lb::AttributeValue> items(arena_);
      for (const json& item : inner) items.add() = attribute(item);
      return lb::AttributeValue::list(borrowed<lb::List<lb::AttributeValue>>(items));
    }
    if (tag == "SS" || tag == "NS") {
      lb::List<std::string_view> list;
      texts(inner, list);
      return tag == "SS" ? lb::AttributeValue::string_set(std::move(list))
                         : lb::AttributeValue::number_set(std::move(list));
    }
    if (tag == "BS") {
      lb::List<lb::Base64> list;
      texts(inner, list);
      return lb::AttributeValue::binary_set(std::move(list));
    }
    return {};
  }

  json document_;
  std::deque<std::string> raw_;  // free-form members, written again
  lb::detail::Arena arena_;
};

}  // namespace bench
