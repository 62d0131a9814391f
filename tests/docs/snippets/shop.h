// SPDX-License-Identifier: Apache-2.0
// What the snippets of the pages work on.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lambent/fields.h"

struct Order {
  std::string_view id{};
  std::int64_t pieces{};
};

template <>
inline constexpr auto lambent::fields<Order> = std::array{
    lambent::field<&Order::id>("id", lambent::kRequired),
    lambent::field<&Order::pieces>("pieces"),
};

struct Product {
  std::string name{};
  std::int64_t price{};
};

template <>
inline constexpr auto lambent::fields<Product> = std::array{
    lambent::field<&Product::name>("name", lambent::kAlways),
    lambent::field<&Product::price>("price", lambent::kAlways),
};

struct NewProduct {
  std::string_view name{};
  std::int64_t price{};
};

template <>
inline constexpr auto lambent::fields<NewProduct> = std::array{
    lambent::field<&NewProduct::name>("name", lambent::kRequired),
    lambent::field<&NewProduct::price>("price", lambent::kRequired),
};

// [list]
struct ProductList {
  std::vector<Product> products{};
};

template <>
inline constexpr auto lambent::fields<ProductList> = std::array{
    lambent::whole<&ProductList::products>(),
};
// [list]

struct Orders {
  absl::Status connect();
  absl::Status add(const Order& order);
  void flush();
};

struct Products {
  ProductList list(int limit) const;
  absl::StatusOr<Product> find(std::int64_t id) const;
  Product add(const NewProduct& product);
};

struct User {
  std::string name{};
};

struct Users {
  std::optional<User> of(const std::optional<std::string>& subject) const;
};

struct Table {
  std::vector<std::string> rows() const;
};

void make_thumbnail(const std::string& key);
