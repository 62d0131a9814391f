// SPDX-License-Identifier: Apache-2.0
// One HTTP request and one response for every gateway: REST and HTTP APIs, WebSocket APIs, function
// URLs, load balancers, VPC Lattice. routes.h brings requests to handlers.
//
//   lambent::HttpRequest request(event);  // of any of these events
//   if (request.method() == "GET" && request.path() == "/health")
//     return answer_to(event, lambent::HttpResponse::text("fine"));
#pragma once

#include <any>
#include <forward_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lambent/detail/http_parts.h"
#include "lambent/detail/path_values.h"
#include "lambent/event.h"
#include "lambent/from_text.h"
#include "lambent/http_response.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

struct AlbResponse;
struct HttpApiResponse;
struct ProxyResponse;
struct VpcLatticeResponse;

namespace detail {
class RouteTable;
}

/// A view of an event as an HTTP request. What it gives borrows from it, from the event and, as
/// route() and the names in params() do, from the Routes, which must outlive it, unless it is a
/// std::string.
/// Thread-safety: reading it from many threads is fine; attach() is like writing.
class LAMBENT_API HttpRequest {
 public:
  /// A request of any of the gateways. Borrows from `event`, which must outlive it.
  template <HttpEvent E>
  explicit HttpRequest(const E& event ABSL_ATTRIBUTE_LIFETIME_BOUND)
      : parts_(detail::http_parts(event)) {
    prepare();
  }
  template <HttpEvent E>
  explicit HttpRequest(const E&&) = delete;
  HttpRequest(const HttpRequest&) = delete;
  HttpRequest& operator=(const HttpRequest&) = delete;

  std::string_view method() const { return parts_.method; }  ///< As it was sent: "GET".

  /// The path as it was sent, from "/" on, without the query and without what API Gateway puts in
  /// front of it: its stage, the key of a custom domain's mapping. Routes::strip_prefix() does not
  /// change it. Of an HTTP API it was decoded by the gateway.
  std::string_view raw_path() const { return parts_.path; }
  /// The same decoded, segment by segment; a segment that is malformed, or no UTF-8, stays as sent.
  std::string_view path() const ABSL_ATTRIBUTE_LIFETIME_BOUND {
    return decoded_path_.empty() ? parts_.path : std::string_view(decoded_path_);
  }

  /// A parameter of the route's template, decoded; empty where the template has no such one.
  std::string_view param(std::string_view name) const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  /// The same as it was sent.
  std::string_view raw_param(std::string_view name) const;
  /// One as a T that FromText knows. `NotFound` if it is none: there is no such resource.
  /// `Internal` where the template has no such parameter.
  template <class T>
  absl::StatusOr<T> param(std::string_view name) const;
  /// All of them by name, in the order of the template, decoded.
  std::vector<std::pair<std::string_view, std::string_view>> params() const
      ABSL_ATTRIBUTE_LIFETIME_BOUND;

  /// The first value of a parameter of the query, decoded once: "+" is a space, what is malformed
  /// stays as sent. A REST API gives its names and values decoded already, and a load balancer
  /// without multi-value headers the last value only.
  std::optional<std::string> query(std::string_view name) const;
  /// All values.
  std::vector<std::string> query_values(std::string_view name) const;
  /// The whole query, decoded.
  std::vector<std::pair<std::string, std::string>> query_parameters() const;
  /// The first value as a T that FromText knows. `InvalidArgument` if it is none, or absent.
  template <class T>
  absl::StatusOr<T> query(std::string_view name) const;
  /// The same; `fallback` where it is absent.
  template <class T>
    requires(!std::is_convertible_v<T, std::string_view>)
  absl::StatusOr<T> query(std::string_view name, T fallback) const;
  /// The same as text, which cannot fail; called without naming a type.
  std::string query(std::string_view name, std::string_view fallback) const;

  /// A header, named without regard to case; empty where there is none. Several of one name are
  /// joined with commas, as HTTP APIs and Lattice send them.
  std::string_view header(std::string_view name) const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  /// All headers, the names as they were sent.
  std::vector<std::pair<std::string_view, std::string_view>> headers() const
      ABSL_ATTRIBUTE_LIFETIME_BOUND;
  /// The value of a cookie as it was sent; empty where there is none.
  std::string_view cookie(std::string_view name) const ABSL_ATTRIBUTE_LIFETIME_BOUND;

  /// The body as the event holds it.
  std::string_view raw_body() const { return parts_.body; }
  /// Whether that is base64.
  bool is_base64() const { return parts_.is_base64; }
  /// The bytes that were sent. `InvalidArgument` if it is broken base64.
  absl::StatusOr<std::string> body() const;
  /// The body as Codec<T> decodes it: JSON, for most types. `InvalidArgument` if it is no T. For
  /// described structs it gives an Event<T>.
  template <class T>
  auto body_as() const -> decltype(Codec<T>::decode({}));

  /// The stage of API Gateway; empty elsewhere.
  std::string_view stage() const { return parts_.stage; }
  /// The address of the client: what the gateway says, or else the last one of X-Forwarded-For,
  /// which the load balancer itself has put there. Those before it anybody can make up.
  std::string_view source_ip() const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  /// A claim of the token that API Gateway has checked, such as "sub": text, or the JSON of another
  /// value.
  std::optional<std::string> claim(std::string_view name) const;
  /// A value that a Lambda authorizer has put into its context, likewise.
  std::optional<std::string> authorizer(std::string_view name) const;

  /// The route that was found, as "GET /products/{id}"; of a WebSocket API the route key. Empty
  /// outside of routes.
  std::string_view route() const { return route_; }
  /// Where it came from: "alb", "apigw_http_v2", ...
  SourceId source() const { return parts_.source; }
  /// The event itself, if it is an E.
  template <HttpEvent E>
  const E* event() const {
    const bool is_this = parts_.type == detail::HttpEvents::index<E>();
    return is_this ? static_cast<const E*>(parts_.event) : nullptr;
  }

  /// Gives the handler something that an interceptor has found out: who calls, for instance. T must
  /// be copyable. Routes::respond() forgets at its end what was attached meanwhile.
  template <class T>
  void attach(T value) {
    attached_.emplace_front(std::move(value));
  }
  /// What was attached last of this type, or null; stays where it is when more is attached.
  template <class T>
  const T* attached() const ABSL_ATTRIBUTE_LIFETIME_BOUND {
    for (const std::any& one : attached_)
      if (const T* const value = std::any_cast<T>(&one)) return value;
    return nullptr;
  }

 private:
  friend class detail::RouteTable;
  void prepare();

  detail::HttpParts parts_;
  std::string decoded_path_;  // empty where it is as sent
  std::vector<std::pair<std::string_view, std::string>> joined_headers_;  // several of one name
  std::string_view route_;
  detail::PathValues values_;
  std::forward_list<std::any> attached_;  // the last one first; each stays where it is
};

/// A response in the form that the gateway behind `request` reads. A body that is no UTF-8 goes as
/// base64, which a REST API undoes only where its binary media types have what the request accepts
/// first, or "*/*". Where one name has room for
/// one value, headers are joined with commas, and Lattice's cookies, too; a load balancer without
/// multi-value headers gets the last cookie alone.
LAMBENT_API AlbResponse answer_to(const AlbRequest& request, HttpResponse response);
LAMBENT_API ProxyResponse answer_to(const ApiGatewayRequest& request, HttpResponse response);
LAMBENT_API HttpApiResponse answer_to(const FunctionUrlRequest& request, HttpResponse response);
LAMBENT_API HttpApiResponse answer_to(const HttpApiRequest& request, HttpResponse response);
LAMBENT_API VpcLatticeResponse answer_to(const VpcLatticeRequest& request, HttpResponse response);
LAMBENT_API VpcLatticeResponse answer_to(const VpcLatticeV1Request& request, HttpResponse response);
LAMBENT_API ProxyResponse answer_to(const WebSocketRequest& request, HttpResponse response);

}  // namespace lambent::inline LAMBENT_ABI

// Implementation details; nothing there is meant for users.
#include "lambent/detail/http-inl.h"
