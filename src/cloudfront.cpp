// SPDX-License-Identifier: Apache-2.0
#include "lambent/shapes/cloudfront_answers.h"

namespace lambent::inline LAMBENT_ABI {
namespace {

CloudFrontHeaders owned(const Map<List<CloudFrontRequest::Header>>& headers) {
  CloudFrontHeaders copies;
  for (const auto& entry : headers)
    for (const CloudFrontRequest::Header& header : entry.value)
      copies[std::string(entry.key)].push_back(
          {std::string(header.key), std::string(header.value)});
  return copies;
}

CloudFrontChangedRequest::Origin owned(const CloudFrontRequest::Origin& origin) {
  CloudFrontChangedRequest::Origin copy;
  if (origin.s3) {
    copy.s3 = CloudFrontChangedRequest::S3Origin{.auth_method = std::string(origin.s3->auth_method),
                                                 .custom_headers = owned(origin.s3->custom_headers),
                                                 .domain_name = std::string(origin.s3->domain_name),
                                                 .path = std::string(origin.s3->path),
                                                 .region = std::string(origin.s3->region)};
  }
  if (origin.custom) {
    copy.custom = CloudFrontChangedRequest::CustomOrigin{
        .custom_headers = owned(origin.custom->custom_headers),
        .domain_name = std::string(origin.custom->domain_name),
        .keepalive_timeout = origin.custom->keepalive_timeout,
        .path = std::string(origin.custom->path),
        .port = origin.custom->port,
        .protocol = std::string(origin.custom->protocol),
        .read_timeout = origin.custom->read_timeout,
        .response_completion_timeout = origin.custom->response_completion_timeout,
        .ssl_protocols = {origin.custom->ssl_protocols.begin(),
                          origin.custom->ssl_protocols.end()}};
  }
  return copy;
}

}  // namespace

CloudFrontChangedRequest answer_to(const CloudFrontRequest& request) {
  CloudFrontChangedRequest copy{.client_ip = std::string(request.client_ip),
                                .headers = owned(request.headers),
                                .method = std::string(request.method),
                                .querystring = std::string(request.querystring),
                                .uri = std::string(request.uri),
                                .http_version = std::string(request.http_version)};
  if (request.body) {
    copy.body = CloudFrontChangedRequest::Body{.action = std::string(request.body->action),
                                               .data = std::string(request.body->data),
                                               .encoding = std::string(request.body->encoding),
                                               .input_truncated = request.body->input_truncated};
  }
  if (request.origin) copy.origin = owned(*request.origin);
  return copy;
}

CloudFrontReply answer_to(const CloudFrontResponse& response) {
  return {.status = std::string(response.status),
          .status_description = std::string(response.status_description),
          .headers = owned(response.headers)};
}

}  // namespace lambent::inline LAMBENT_ABI
