// SPDX-License-Identifier: Apache-2.0
// Which route takes a path, found the plain way: every template is tried, and the best one wins.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/events/alb.h"
#include "lambent/http.h"

namespace routes_model {

struct Route {
  std::string method{};
  std::string path{};
};

inline std::vector<std::string> segments(std::string_view path) {
  std::vector<std::string> all;
  for (std::size_t at = 1;;) {
    const std::size_t slash = path.find('/', at);
    all.emplace_back(path.substr(at, slash == path.npos ? slash : slash - at));
    if (slash == path.npos) return all;
    at = slash + 1;
  }
}

inline std::string decoded(const std::string& segment) {
  const std::string path = '/' + segment;
  const lambent::AlbRequest event{.path = path};
  return std::string(lambent::HttpRequest(event).path().substr(1));
}

/// A letter for each segment, so that the more specific template sorts first; nothing where it does
/// not fit.
inline std::optional<std::string> fit(const std::string& path_template, const std::string& path) {
  const std::vector<std::string> wanted = segments(path_template);
  const std::vector<std::string> given = segments(path);
  std::string kinds;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (i == given.size()) return std::nullopt;
    if (wanted[i].ends_with("+}")) {
      if (i + 1 == given.size() && given[i].empty()) return std::nullopt;
      return kinds + 'c';
    }
    if (wanted[i].starts_with('{')) {
      if (given[i].empty()) return std::nullopt;
      kinds += 'b';
      continue;
    }
    if (decoded(given[i]) != wanted[i]) return std::nullopt;
    kinds += 'a';
  }
  if (wanted.size() != given.size()) return std::nullopt;
  return kinds;
}

/// "GET /a/{x}", or the status.
inline std::string taker(const std::vector<Route>& routes, const std::string& method,
                         std::string path) {
  if (!path.starts_with('/')) return "404";
  for (int attempt = 0; attempt < 2; ++attempt) {
    // By template, then exact before HEAD by GET before ANY.
    std::vector<std::pair<std::string, const Route*>> takers;
    bool fits = false;
    for (const Route& route : routes) {
      const std::optional<std::string> kinds = fit(route.path, path);
      if (!kinds) continue;
      fits = true;
      if (route.method == method && method != "ANY") takers.emplace_back(*kinds + '1', &route);
      else if (route.method == "GET" && method == "HEAD") takers.emplace_back(*kinds + '2', &route);
      else if (route.method == "ANY") takers.emplace_back(*kinds + '3', &route);
    }
    if (!takers.empty()) {
      const Route* const best = std::min_element(takers.begin(), takers.end())->second;
      return best->method + " " + best->path;
    }
    if (fits) return method == "OPTIONS" ? "204" : "405";
    if (path.size() < 2 || !path.ends_with('/')) return "404";
    path.pop_back();
  }
  return "404";
}

}  // namespace routes_model
