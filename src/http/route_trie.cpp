// SPDX-License-Identifier: Apache-2.0
#include "http/route_trie.h"

#include <algorithm>

#include "http/percent.h"
#include "lambent/detail/route_template.h"

namespace lambent::detail {
namespace {

constexpr std::string_view kNames[] = {"DELETE", "GET",  "HEAD", "OPTIONS",
                                       "PATCH",  "POST", "PUT",  "ANY"};

std::optional<Method> method_named(std::string_view name) {
  for (std::size_t i = 0; i < kMethods; ++i)
    if (kNames[i] == name) return static_cast<Method>(i);
  return std::nullopt;
}

/// A path at its slashes. The segment behind the last one that a template can have is the rest.
struct SplitPath {
  SplitPath(std::string_view path, bool is_decoded) : end(path.data() + path.size()) {
    const bool plain = is_decoded || path.find('%') == path.npos;
    if (!plain) decoded.reserve(path.size());  // no more than that, so nothing moves
    for (std::size_t at = 1; size <= kMostSegments; ++size) {
      const std::size_t slash = std::min(path.find('/', at), path.size());
      raw[size] = {path.data() + at, slash - at};
      texts[size] = plain ? raw[size] : decode(raw[size]);
      if (slash == path.size()) {
        ++size;
        break;
      }
      at = slash + 1;
    }
  }
  SplitPath(const SplitPath&) = delete;
  SplitPath& operator=(const SplitPath&) = delete;

  /// From a segment to the end.
  std::string_view rest(std::size_t segment) const {
    const char* const begin = raw[segment].data;
    return {begin, static_cast<std::size_t>(end - begin)};
  }

  const char* end;
  std::size_t size = 0;
  PathValues::Piece raw[kMostSegments + 1];
  PathValues::Piece texts[kMostSegments + 1];
  std::string decoded;

 private:
  PathValues::Piece decode(std::string_view segment) {
    const std::size_t begin = decoded.size();
    append_decoded_segment(segment, decoded);
    return {decoded.data() + begin, decoded.size() - begin};
  }
};

}  // namespace

Method method_of_request(std::string_view name) {
  const std::optional<Method> method = method_named(name);
  return method && *method != Method::kAny ? *method : Method::kOther;
}

std::optional<std::vector<Method>> methods_of_route(std::string_view names) {
  std::vector<Method> methods;
  while (true) {
    const std::size_t comma = names.find(',');
    std::string_view name = names.substr(0, comma);
    name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
    const std::optional<Method> method = method_named(name);
    if (!method) return std::nullopt;
    methods.push_back(*method);
    if (comma == names.npos) return methods;
    names.remove_prefix(comma + 1);
  }
}

std::string_view name_of(Method method) { return kNames[static_cast<std::size_t>(method)]; }

std::uint32_t RouteTrie::add_node() {
  nodes_.emplace_back();
  return static_cast<std::uint32_t>(nodes_.size() - 1);
}

std::vector<RouteTrie::Edge>::const_iterator RouteTrie::lower_bound(const Node& node,
                                                                    std::string_view text) {
  return std::lower_bound(node.texts.begin(), node.texts.end(), text,
                          [](const Edge& edge, std::string_view wanted) {
                            return edge.text.size() != wanted.size()
                                       ? edge.text.size() < wanted.size()
                                       : edge.text < wanted;
                          });
}

bool RouteTrie::add(std::string_view path_template, Method method, std::size_t route, bool cors) {
  std::uint32_t at = 0;
  for_each_segment(path_template, [&](std::string_view segment_text, std::size_t) {
    const TemplateSegment segment = segment_of(segment_text);
    if (segment.kind == TemplateSegment::Kind::kText) {
      const auto place = lower_bound(nodes_[at], segment.text);
      if (place != nodes_[at].texts.end() && place->text == segment.text) {
        at = place->node;
        return;
      }
      const auto offset = place - nodes_[at].texts.begin();
      const std::uint32_t added = add_node();
      auto& texts = nodes_[at].texts;
      texts.insert(texts.begin() + offset, {std::string(segment.text), added});
      at = added;
      return;
    }
    const auto child = segment.kind == TemplateSegment::Kind::kGreedy ? &Node::greedy : &Node::parameter;
    if (nodes_[at].*child == 0) {
      const std::uint32_t added = add_node();
      nodes_[at].*child = added;
    }
    at = nodes_[at].*child;
  });
  Node& node = nodes_[at];
  if (node.methods & set_of(method)) return false;
  node.methods |= set_of(method);
  if (cors) node.cors_methods |= set_of(method);
  node.routes[static_cast<std::size_t>(method)] = static_cast<std::uint32_t>(route);
  return true;
}

/// Goes down the tree, back where a way ends. A node is visited once at most, as only one way leads
/// to it, so no path costs more than there are nodes.
class RouteTrie::Search {
 public:
  Search(const RouteTrie& trie, const Query& query, PathValues& values)
      : trie_(trie), query_(query), path_(query.path, query.is_decoded), values_(values) {}

  FoundRoute run() {
    values_.size = 0;
    values_.decoded.clear();
    descend(trie_.nodes_[0], 0);
    if (found_.route != FoundRoute::kNone && !path_.decoded.empty()) decode_values();
    return found_;
  }

 private:
  bool descend(const Node& node, std::size_t at) {
    if (at == path_.size) return accept(node);
    const std::string_view text = path_.texts[at];
    if (!node.texts.empty()) {
      const auto edge = lower_bound(node, text);
      if (edge != node.texts.end() && edge->text == text &&
          descend(trie_.nodes_[edge->node], at + 1))
        return true;
    }
    if (node.parameter != 0 && !text.empty()) {
      values_.push(path_.raw[at]);
      if (descend(trie_.nodes_[node.parameter], at + 1)) return true;
      --values_.size;
    }
    if (node.greedy != 0 && !path_.rest(at).empty()) {
      values_.push(path_.rest(at));
      if (accept(trie_.nodes_[node.greedy])) return true;
      --values_.size;
    }
    return false;
  }

  bool accept(const Node& node) {
    const auto take = [&](Method method) {
      if ((node.methods & set_of(method)) == 0) return false;
      found_.route = node.routes[static_cast<std::size_t>(method)];
      return true;
    };
    if (query_.method != Method::kOther && take(query_.method)) return true;
    if (query_.method == Method::kHead && query_.serve_head && take(Method::kGet)) return true;
    if (query_.serve_any && take(Method::kAny)) return true;
    found_.methods |= node.methods;
    found_.cors_methods |= node.cors_methods;
    return false;
  }

  void decode_values() {
    values_.decoded.reserve(values_.size);
    for (std::size_t i = 0; i < values_.size; ++i)
      values_.decoded.push_back(decoded_path(values_.raw[i]));
  }

  const RouteTrie& trie_;
  const Query& query_;
  SplitPath path_;
  PathValues& values_;
  FoundRoute found_;
};

FoundRoute RouteTrie::find(const Query& query, PathValues& values) const {
  if (!query.path.starts_with('/')) return {};
  return Search(*this, query, values).run();
}

}  // namespace lambent::detail
