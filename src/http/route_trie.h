// SPDX-License-Identifier: Apache-2.0
// Finds routes by path and method: a node for each segment of a template.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/detail/path_values.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// In alphabetical order, as `Allow` lists them. The last two are no methods of requests.
enum class Method : std::uint8_t {
  kDelete,
  kGet,
  kHead,
  kOptions,
  kPatch,
  kPost,
  kPut,
  kAny,
  kOther
};
inline constexpr std::size_t kMethods = 8;

/// kOther where it is none that routes name, "ANY" included.
Method method_of_request(std::string_view name);
/// "GET, POST" as methods, ANY included; nothing where one is unknown, or there is none.
std::optional<std::vector<Method>> methods_of_route(std::string_view names);
std::string_view name_of(Method method);

using MethodSet = std::uint8_t;
constexpr MethodSet set_of(Method method) { return static_cast<MethodSet>(1u << unsigned(method)); }

/// What is found for a path.
struct FoundRoute {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::size_t route = kNone;
  // Of all templates that fit; only where no route was found:
  MethodSet methods = 0;
  MethodSet cors_methods = 0;   // those whose routes take part in CORS
  std::size_t fitting = kNone;  // a route of the most specific one
};

/// Thread-safety: as of a standard container.
class RouteTrie {
 public:
  RouteTrie() : nodes_(1) {}

  /// Adds a template that is valid. Gives the route that it has for this method already, or kNone.
  std::size_t add(std::string_view path_template, Method method, std::size_t route, bool cors);

  /// What is looked for.
  struct Query {
    std::string_view path{};
    bool is_decoded{};  // the path, by the gateway
    Method method{};
    bool serve_head = true;  // by GET
    bool serve_any = true;  // by ANY
  };

  /// The most specific route. Fills in `values`, but for their names.
  FoundRoute find(const Query& query, PathValues& values) const;

 private:
  struct Edge {
    std::uint64_t key;  // of the text
    std::uint32_t node;
    std::string text;
  };
  struct Node {
    std::vector<Edge> texts{};  // by key, size, text
    std::uint32_t parameter = 0;  // 0: none
    std::uint32_t greedy = 0;
    MethodSet methods = 0;
    MethodSet cors_methods = 0;
    std::array<std::uint32_t, kMethods> routes{};
  };
  class Search;

  std::uint32_t add_node();
  static std::size_t lower_bound(const Node& node, std::string_view text);
  static const Edge* find_text(const Node& node, std::string_view text);

  std::vector<Node> nodes_;  // the first one is the root
};

}  // namespace lambent::inline LAMBENT_ABI::detail
