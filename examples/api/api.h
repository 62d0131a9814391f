// SPDX-License-Identifier: Apache-2.0
// A small product API: what it keeps, and its table of routes.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/routes.h"

namespace api {

/// A product as it is kept and as it is answered.
struct Product {
  std::int64_t id{};
  std::string name{};
  std::int64_t price{};  ///< Cents.
  std::vector<std::string> tags{};
};

struct ProductList {
  std::vector<Product> products{};
};

/// A product as clients send it.
struct NewProduct {
  std::string_view name{};
  std::int64_t price{};
  lambent::List<std::string_view> tags{};
};

/// Thread-safety: every member function may be called from any thread.
class Catalogue {
 public:
  Catalogue();
  /// Those with the tag, or all; at most `limit`.
  ProductList list(const std::optional<std::string>& tag, std::size_t limit) const;
  absl::StatusOr<Product> get(std::int64_t id) const;
  Product add(const NewProduct& product);
  absl::Status set_image(std::int64_t id, std::string image);
  absl::StatusOr<std::string> image(std::int64_t id) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::int64_t, Product> products_;
  std::map<std::int64_t, std::string> images_;
};

/// The table, which uses `catalogue` as long as it lives.
lambent::Routes routes(Catalogue& catalogue);

}  // namespace api
