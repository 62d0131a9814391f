// SPDX-License-Identifier: Apache-2.0
// What the events of all gateways say about a request, in common terms. Included by lambent/http.h.
#pragma once

#include <concepts>
#include <cstddef>
#include <string_view>

#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

struct AlbRequest;
struct ApiGatewayRequest;
struct FunctionUrlRequest;
struct HttpApiRequest;
struct VpcLatticeRequest;
struct VpcLatticeV1Request;
struct WebSocketRequest;

namespace detail {

template <class... Es>
struct HttpEventList {
  template <class E>
  static constexpr bool has = (std::same_as<E, Es> || ...);
  /// The place of E.
  template <class E>
  static consteval std::size_t index() {
    std::size_t at = 0;
    (void)((!std::same_as<E, Es> && ++at) && ...);
    return at;
  }
  /// Calls `f` with a null pointer to each.
  template <class F>
  static void for_each(F f) {
    (f(static_cast<const Es*>(nullptr)), ...);
  }
};
using HttpEvents = HttpEventList<AlbRequest, ApiGatewayRequest, FunctionUrlRequest, HttpApiRequest,
                                 VpcLatticeRequest, VpcLatticeV1Request, WebSocketRequest>;

/// Of the maps of one kind one is there at most; which one depends on the gateway.
struct HttpParts {
  std::string_view source{};
  std::size_t type{};  // its place in HttpEvents
  const void* event{};

  std::string_view method{};
  std::string_view path{};  // without the gateway's prefix and the query; never empty
  bool path_is_decoded{};
  std::string_view route_key{};  // of WebSocket APIs
  std::string_view stage{};
  std::string_view source_ip{};
  std::string_view body{};
  bool is_base64{};

  std::string_view query_text{};  // not decoded; where it is there, it says more than the maps
  const Map<std::string_view>* query{};
  const Map<List<std::string_view>>* query_lists{};
  const Map<OneOrMany<std::string_view>>* query_one_or_many{};
  bool query_is_decoded = true;  // that in the maps

  const HeaderMap* headers{};
  const MultiValueHeaderMap* header_lists{};
  const BasicHeaderMap<OneOrMany<std::string_view>>* headers_one_or_many{};
  const List<std::string_view>* cookies{};

  const Map<RawJson>* claims{};  // of a token that the gateway checked
  const Map<RawJson>* authorizer{};  // what a Lambda authorizer said, or {"claims": ...}
};

LAMBENT_API HttpParts http_parts(const AlbRequest& event);
LAMBENT_API HttpParts http_parts(const ApiGatewayRequest& event);
LAMBENT_API HttpParts http_parts(const FunctionUrlRequest& event);
LAMBENT_API HttpParts http_parts(const HttpApiRequest& event);
LAMBENT_API HttpParts http_parts(const VpcLatticeRequest& event);
LAMBENT_API HttpParts http_parts(const VpcLatticeV1Request& event);
LAMBENT_API HttpParts http_parts(const WebSocketRequest& event);

}  // namespace detail

/// The events that are HTTP requests.
template <class E>
concept HttpEvent = detail::HttpEvents::has<E>;

}  // namespace lambent::inline LAMBENT_ABI
