// SPDX-License-Identifier: Apache-2.0
// A web API: routes with parameters, a JSON body of a type of yours, failures with their status.
#include <array>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/events/apigateway_http.h"
#include "lambent/routes.h"

// What comes in borrows its text; what goes out owns it.
struct NewProduct {
  std::string_view name{};
  std::int64_t price{};
};
struct Product {
  std::int64_t id{};
  std::string name{};
  std::int64_t price{};
};

template <>
inline constexpr auto lambent::fields<NewProduct> = std::array{
    lambent::field<&NewProduct::name>("name", lambent::kRequired),
    lambent::field<&NewProduct::price>("price", lambent::kRequired),
};
template <>
inline constexpr auto lambent::fields<Product> = std::array{
    lambent::field<&Product::id>("id", lambent::kAlways),
    lambent::field<&Product::name>("name", lambent::kAlways),
    lambent::field<&Product::price>("price", lambent::kAlways),
};

int main() {
  std::vector<Product> products;
  // [routes]
  lambent::Routes routes;
  routes
      .get("/products/{id}",
           [&](lambent::PathParam<std::size_t, "id"> id) -> absl::StatusOr<Product> {
             if (*id >= products.size()) return absl::NotFoundError("no such product");
             return products[*id];
           })
      .post("/products",
            [&](lambent::Body<NewProduct> body) -> absl::StatusOr<lambent::HttpResponse> {
              if (body->price < 0) return absl::InvalidArgumentError("price: from 0 on");
              products.push_back({.id = static_cast<std::int64_t>(products.size()),
                                  .name = std::string(body->name),
                                  .price = body->price});
              return lambent::HttpResponse::json(products.back(), 201);
            });
  lambent::Dispatcher dispatcher;
  dispatcher.on_http(std::move(routes));
  // [routes]

  const auto send = [&](std::string_view method, std::string_view path, std::string_view body) {
    lambent::HttpApiRequest request{
        .version = "2.0", .route_key = "$default", .raw_path = path, .body = body};
    request.request_context.http = {.method = method, .path = path};
    const absl::StatusOr<lambent::HttpApiResponse> answer = dispatcher.dispatch(request);
    if (answer.ok()) std::cout << answer->status_code << ' ' << answer->body << '\n';
  };
  send("POST", "/products", R"({"name": "Mug", "price": 900})");
  send("POST", "/products", R"({"name": "Mug"})");
  send("GET", "/products/0", "");
  send("GET", "/products/7", "");
  send("DELETE", "/products/0", "");
}

// prints:
// 201 {"id":0,"name":"Mug","price":900}
// 400 {"message":"body: $.price: this field is required but missing"}
// 200 {"id":0,"name":"Mug","price":900}
// 404 {"message":"no such product"}
// 405 {"message":"Method not allowed"}
