// SPDX-License-Identifier: Apache-2.0
#include "http/route_trie.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "http/lists.h"
#include "http/percent.h"
#include "json/bytes.h"
#include "lambent/detail/route_template.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

constexpr std::string_view kNames[] = {"DELETE", "GET",  "HEAD", "OPTIONS",
                                       "PATCH",  "POST", "PUT",  "ANY"};

std::optional<Method> method_named(std::string_view name) {
  for (std::size_t i = 0; i < kMethods; ++i)
    if (kNames[i] == name) return static_cast<Method>(i);
  return std::nullopt;
}

/// A path at its slashes. The segment behind the last one that a template can have is the rest.
class SplitPath {
 public:
  SplitPath(std::string_view path, bool is_decoded) : end_(path.data() + path.size()) {
    const char* begin = path.data() + 1;
    const char* at = begin;
    for (; size_ <= kMostSegments; ++at) {
      if (at != end_ && *at != '/') {
        if (*at == '%') is_encoded_ = true;
        continue;
      }
      raw_[size_++] = {begin, static_cast<std::size_t>(at - begin)};
      if (at == end_) break;
      begin = at + 1;
    }
    // A path with more segments than a template is looked through to its end.
    if (at != end_ && std::string_view(at, end_).find('%') != path.npos) is_encoded_ = true;
    if (is_decoded) is_encoded_ = false;
    if (is_encoded_) decode(path.size());
  }
  SplitPath(const SplitPath&) = delete;
  SplitPath& operator=(const SplitPath&) = delete;

  std::size_t size() const { return size_; }
  bool is_encoded() const { return is_encoded_; }
  std::string_view raw(std::size_t segment) const { return raw_[segment]; }
  std::string_view text(std::size_t segment) const {
    return is_encoded_ ? texts_[segment] : raw_[segment];
  }
  /// From a segment to the end, as sent.
  std::string_view rest(std::size_t segment) const {
    const char* const begin = raw_[segment].data;
    return {begin, static_cast<std::size_t>(end_ - begin)};
  }

 private:
  void decode(std::size_t most) {
    decoded_.reserve(most);  // nothing gets longer, so nothing moves
    for (std::size_t i = 0; i < size_; ++i) {
      const std::size_t begin = decoded_.size();
      append_decoded_segment(raw_[i], decoded_);
      texts_[i] = {decoded_.data() + begin, decoded_.size() - begin};
    }
  }

  const char* end_;
  std::size_t size_ = 0;
  bool is_encoded_ = false;
  PathValues::Piece raw_[kMostSegments + 1];
  PathValues::Piece texts_[kMostSegments + 1];  // where the path is encoded
  std::string decoded_;
};

/// Tells most texts apart by one comparison: all of a text of up to 8 bytes, together with its
/// length, else its last 8.
std::uint64_t key_of(std::string_view text) {
  const char* const begin = text.data();
  const std::size_t size = text.size();
  if (size >= 8) return load8(begin + size - 8);
  if (size >= 4) {
    std::uint32_t first;
    std::uint32_t last;
    std::memcpy(&first, begin, 4);
    std::memcpy(&last, begin + size - 4, 4);
    return std::uint64_t{first} << 32 | last;
  }
  if (size == 0) return 0;
  const auto byte = [&](std::size_t i) {
    return std::uint64_t{static_cast<unsigned char>(begin[i])};
  };
  return byte(0) << 16 | byte(size / 2) << 8 | byte(size - 1);
}

}  // namespace

Method method_of_request(std::string_view name) {
  const std::optional<Method> method = method_named(name);
  return method && *method != Method::kAny ? *method : Method::kOther;
}

std::optional<std::vector<Method>> methods_of_route(std::string_view names) {
  std::vector<Method> methods;
  while (true) {
    const std::size_t comma = names.find(',');
    const std::optional<Method> method = method_named(trimmed(names.substr(0, comma)));
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

std::size_t RouteTrie::lower_bound(const Node& node, std::string_view text) {
  const std::uint64_t key = key_of(text);
  const auto place = std::lower_bound(node.texts.begin(), node.texts.end(), text,
                                      [key](const Edge& edge, std::string_view wanted) {
                                        if (edge.key != key) return edge.key < key;
                                        if (edge.text.size() != wanted.size())
                                          return edge.text.size() < wanted.size();
                                        return wanted.size() > 8 && edge.text < wanted;
                                      });
  return static_cast<std::size_t>(place - node.texts.begin());
}

const RouteTrie::Edge* RouteTrie::find_text(const Node& node, std::string_view text) {
  constexpr std::size_t kFew = 4;  // are looked at one after another
  if (node.texts.size() <= kFew) {
    const std::uint64_t key = key_of(text);
    for (const Edge& edge : node.texts)
      if (edge.key == key && edge.text == text) return &edge;
    return nullptr;
  }
  const std::size_t place = lower_bound(node, text);
  if (place == node.texts.size() || node.texts[place].text != text) return nullptr;
  return &node.texts[place];
}

std::size_t RouteTrie::add(std::string_view path_template, Method method, std::size_t route,
                           bool cors) {
  std::uint32_t at = 0;
  for_each_segment(path_template, [&](std::string_view segment_text, std::size_t) {
    const TemplateSegment segment = segment_of(segment_text);
    if (segment.kind == TemplateSegment::Kind::kText) {
      if (const Edge* const known = find_text(nodes_[at], segment.text)) {
        at = known->node;
        return;
      }
      const std::uint32_t added = add_node();
      auto& texts = nodes_[at].texts;
      const std::size_t place = lower_bound(nodes_[at], segment.text);
      texts.insert(texts.begin() + static_cast<std::ptrdiff_t>(place),
                   {key_of(segment.text), added, std::string(segment.text)});
      at = added;
      return;
    }
    const auto child =
        segment.kind == TemplateSegment::Kind::kGreedy ? &Node::greedy : &Node::parameter;
    if (nodes_[at].*child == 0) {
      const std::uint32_t added = add_node();
      nodes_[at].*child = added;
    }
    at = nodes_[at].*child;
  });
  Node& node = nodes_[at];
  if (node.methods & set_of(method)) return node.routes[static_cast<std::size_t>(method)];
  node.methods |= set_of(method);
  if (cors) node.cors_methods |= set_of(method);
  node.routes[static_cast<std::size_t>(method)] = static_cast<std::uint32_t>(route);
  return FoundRoute::kNone;
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
    if (found_.route != FoundRoute::kNone && path_.is_encoded()) decode_values();
    return found_;
  }

 private:
  bool descend(const Node& node, std::size_t at) {
    if (at == path_.size()) return accept(node);
    const std::string_view text = path_.text(at);
    if (!node.texts.empty()) {
      const Edge* const edge = find_text(node, text);
      if (edge != nullptr && descend(trie_.nodes_[edge->node], at + 1)) return true;
    }
    if (node.parameter != 0 && !text.empty()) {
      values_.push(path_.raw(at));
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
    if (found_.fitting == FoundRoute::kNone && node.methods != 0)
      found_.fitting = node.routes[static_cast<std::size_t>(std::countr_zero(node.methods))];
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

}  // namespace lambent::inline LAMBENT_ABI::detail
