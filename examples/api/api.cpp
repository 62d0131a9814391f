// SPDX-License-Identifier: Apache-2.0
#include "api.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "lambent/fields.h"

template <>
inline constexpr auto lambent::fields<api::Product> = std::array{
    field<&api::Product::id>("id", kAlways),
    field<&api::Product::name>("name", kAlways),
    field<&api::Product::price>("price", kAlways),
    field<&api::Product::tags>("tags", kAlways),
};

template <>
inline constexpr auto lambent::fields<api::ProductList> = std::array{
    field<&api::ProductList::products>("products", kAlways),
};

template <>
inline constexpr auto lambent::fields<api::NewProduct> = std::array{
    field<&api::NewProduct::name>("name", kRequired),
    field<&api::NewProduct::price>("price", kRequired),
    field<&api::NewProduct::tags>("tags"),
};

namespace api {
namespace {

using Id = lambent::PathParam<std::int64_t, "id">;

bool is_png(std::string_view bytes) { return bytes.starts_with("\x89PNG\r\n\x1a\n"); }

absl::Status check(const NewProduct& product) {
  if (product.name.empty()) return absl::InvalidArgumentError("name: must not be empty");
  if (product.price < 0) return absl::InvalidArgumentError("price: must not be below 0");
  return absl::OkStatus();
}

}  // namespace

Catalogue::Catalogue() {
  constexpr std::string_view kTea = "tea";
  add({.name = "Assam", .price = 450, .tags = {kTea}});
  add({.name = "Sencha", .price = 620, .tags = {kTea, "green"}});
  add({.name = "Mug", .price = 900});
}

ProductList Catalogue::list(const std::optional<std::string>& tag, std::size_t limit) const {
  const std::lock_guard lock(mutex_);
  ProductList list;
  for (const auto& [id, product] : products_) {
    if (list.products.size() == limit) break;
    const auto& tags = product.tags;
    if (!tag || std::find(tags.begin(), tags.end(), *tag) != tags.end())
      list.products.push_back(product);
  }
  return list;
}

absl::StatusOr<Product> Catalogue::get(std::int64_t id) const {
  const std::lock_guard lock(mutex_);
  const auto found = products_.find(id);
  if (found == products_.end()) return absl::NotFoundError("no such product");
  return found->second;
}

Product Catalogue::add(const NewProduct& product) {
  const std::lock_guard lock(mutex_);
  const auto id = static_cast<std::int64_t>(products_.size()) + 1;
  Product added{.id = id, .name = std::string(product.name), .price = product.price};
  for (const std::string_view tag : product.tags) added.tags.emplace_back(tag);
  return products_.emplace(id, std::move(added)).first->second;
}

absl::Status Catalogue::set_image(std::int64_t id, std::string image) {
  const std::lock_guard lock(mutex_);
  if (!products_.contains(id)) return absl::NotFoundError("no such product");
  images_[id] = std::move(image);
  return absl::OkStatus();
}

absl::StatusOr<std::string> Catalogue::image(std::int64_t id) const {
  const std::lock_guard lock(mutex_);
  const auto found = images_.find(id);
  if (found == images_.end()) return absl::NotFoundError("no image of this product");
  return found->second;
}

lambent::Routes routes(Catalogue& catalogue) {
  lambent::Routes routes;
  routes
      .get("/products",
           [&](lambent::Query<std::optional<std::string>, "tag"> tag,
               lambent::Query<std::optional<std::size_t>, "limit"> limit) {
             return catalogue.list(*tag, limit->value_or(20));
           })
      .get("/products/{id}", [&](Id id) { return catalogue.get(*id); })
      .post("/products",
            [&](lambent::Body<NewProduct> product) -> absl::StatusOr<lambent::HttpResponse> {
              if (absl::Status wrong = check(*product); !wrong.ok()) return wrong;
              const Product added = catalogue.add(*product);
              return lambent::HttpResponse::json(added, 201)
                  .add("Location", std::string("/products/") + std::to_string(added.id));
            })
      .put("/products/{id}/image",
           [&](Id id, const lambent::HttpRequest& request) -> absl::Status {
             absl::StatusOr<std::string> image = request.body();
             if (!image.ok()) return image.status();
             if (!is_png(*image)) return lambent::http_error(415, "an image must be a PNG");
             return catalogue.set_image(*id, *std::move(image));
           })
      .get("/products/{id}/image",
           [&](Id id) -> absl::StatusOr<lambent::HttpResponse> {
             absl::StatusOr<std::string> image = catalogue.image(*id);
             if (!image.ok()) return image.status();
             return lambent::HttpResponse::bytes(*std::move(image), "image/png");
           })
      .cors({.origins = {"https://shop.example.com"}, .max_age = std::chrono::minutes(10)})
      .compress();
  return routes;
}

}  // namespace api
