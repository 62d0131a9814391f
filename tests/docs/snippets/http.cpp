// SPDX-License-Identifier: Apache-2.0
// The C++ of docs/http.md, and the routes of README.md.
#include "lambent/http.h"

#include <cstdint>
#include <optional>
#include <utility>

#include "lambent/routes.h"
#include "shop.h"

void products(lambent::Dispatcher& dispatcher, Products& products) {
  // [routes]
  lambent::Routes routes;
  routes
      .get("/products",
           [&](lambent::Query<std::optional<int>, "limit"> limit) {
             return products.list(limit->value_or(20));  // any type with a Codec: 200 and JSON
           })
      .get("/products/{id}",
           [&](lambent::PathParam<std::int64_t, "id"> id) -> absl::StatusOr<Product> {
             return products.find(*id);  // NotFound: 404
           })
      .post("/products",
            [&](lambent::Body<NewProduct> product) -> absl::StatusOr<lambent::HttpResponse> {
              if (product->price < 0) return absl::InvalidArgumentError("price: from 0 on");  // 400
              return lambent::HttpResponse::json(products.add(*product), 201);
            })
      .cors({.origins = {"https://shop.example.com"}});
  dispatcher.on_http(std::move(routes));
  // [routes]
}

void one_route(lambent::Dispatcher& dispatcher, const Products& products) {
  // [one_route]
  lambent::Routes routes;
  routes.get("/products/{id}",
             [&](lambent::PathParam<std::int64_t, "id"> id) -> absl::StatusOr<Product> {
               return products.find(*id);  // NotFound becomes 404, a Product JSON
             });
  dispatcher.on_http(std::move(routes));
  // [one_route]
}

void groups(lambent::Routes& routes, lambent::Routes (*admin_routes)(), const Users& users) {
  // [groups]
  lambent::Routes admin = admin_routes();
  admin.around([&](lambent::HttpRequest& request, const lambent::Context&,
                   const lambent::RouteNext& next) -> absl::StatusOr<lambent::HttpResponse> {
    const std::optional<User> user = users.of(request.claim("sub"));
    if (!user) return lambent::http_error(403, "for admins only");
    request.attach(*user);  // the handler: request.attached<User>()
    return next();
  });
  routes.mount("/admin", std::move(admin));
  // [groups]
}
