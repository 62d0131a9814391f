// SPDX-License-Identifier: Apache-2.0
// Tables within tables, what stands around handlers, WebSocket routes, the dispatcher.
#include <atomic>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "catch.h"
#include "fixtures.h"
#include "http_events.h"
#include "lambent/dispatcher.h"
#include "lambent/event.h"
#include "lambent/routes.h"

using namespace http_events;
using lambent::HttpRequest;
using lambent::HttpResponse;
using lambent::RouteNext;
using lambent::Routes;

namespace {

using Log = std::vector<std::string>;

/// An interceptor that notes when it is passed.
auto noting(Log& log, std::string name) {
  return [&log, name](HttpRequest&, const lambent::Context&, const RouteNext& next) {
    log.push_back(name + "(");
    auto response = next();
    log.push_back(")" + name);
    return response;
  };
}

}  // namespace

TEST_CASE("a mounted table has its prefix and keeps its interceptors to itself", "[routes]") {
  Log log;
  Routes admin;
  admin.get("/", [] { return HttpResponse::text("admin"); })
      .get("/users/{id}",
           [](lambent::PathParam<int, "id"> id) { return HttpResponse::text(std::to_string(*id)); })
      .around(noting(log, "admin"))
      .around(noting(log, "second"));
  Routes routes;
  routes.around(noting(log, "root"));
  routes.get("/", [] { return HttpResponse::text("root"); }).mount("/admin", std::move(admin));
  REQUIRE(routes.status().ok());

  CHECK(respond(routes, alb("GET", "/")).body == "root");
  CHECK(log == Log{"root(", ")root"});
  log.clear();
  CHECK(respond(routes, alb("GET", "/admin")).body == "admin");
  CHECK(log == Log{"root(", "admin(", "second(", ")second", ")admin", ")root"});
  CHECK(respond(routes, alb("GET", "/admin/users/7")).body == "7");
  log.clear();
  CHECK(respond(routes, alb("GET", "/users/7")).status == 404);
  CHECK(respond(routes, alb("OPTIONS", "/admin/users/7")).status == 204);
  CHECK(log.empty());
}

TEST_CASE("tables are mounted in each other, under prefixes with parameters", "[routes]") {
  Routes inner;
  inner.get("/items/{item}", [](const HttpRequest& request) {
    return HttpResponse::text(std::string(request.route()) + " " +
                              std::string(request.param("shop")) + " " +
                              std::string(request.param("item")));
  });
  Routes middle;
  middle.mount("/shops/{shop}", std::move(inner));
  Routes routes;
  routes.mount("/v1", std::move(middle)).mount("/", Routes());
  REQUIRE(routes.status().ok());
  CHECK(respond(routes, alb("GET", "/v1/shops/a/items/b")).body ==
        "GET /v1/shops/{shop}/items/{item} a b");
}

TEST_CASE("handlers of a mounted table may take the parameters of its prefix", "[routes]") {
  Routes inner;
  inner.get("/items/{item}",
            [](lambent::PathParam<std::string, "shop"> shop, lambent::PathParam<int, "item"> item) {
              return HttpResponse::text(*shop + std::to_string(*item));
            });
  CHECK(absl::IsInvalidArgument(inner.status()));  // by itself
  Routes routes;
  routes.mount("/shops/{shop}", std::move(inner));
  REQUIRE(routes.status().ok());
  CHECK(respond(routes, alb("GET", "/shops/a/items/7")).body == "a7");
}

TEST_CASE("observers see every answer as it is sent", "[routes]") {
  std::vector<std::string> log;
  Routes routes;
  routes.get("/a", [] { return lambent::http_error(418, "tea"); })
      .on_response([&](const HttpRequest& request, const HttpResponse& response) {
        log.push_back(std::string(request.route()) + " " + std::to_string(response.status));
      })
      .on_response([&](const HttpRequest&, const HttpResponse&) { log.push_back("second"); });
  respond(routes, alb("GET", "/a"));
  respond(routes, alb("GET", "/b"));
  respond(routes, alb("OPTIONS", "/a"));
  CHECK(log == Log{"GET /a 418", "second", " 404", "second", " 204", "second"});
}

TEST_CASE("what is attached stays for one answer, and where it is", "[routes]") {
  Routes routes;
  routes
      .get("/",
           [](const HttpRequest& request) {
             return HttpResponse::text(*request.attached<std::string>());
           })
      .around([](HttpRequest& request, const lambent::Context&, const RouteNext& next) {
        const int* const number = request.attached<int>();
        for (int i = 0; i < 100; ++i) request.attach(std::string("inner"));
        CHECK(*number == 7);
        return next();
      });
  const lambent::AlbRequest event = alb("GET", "/");
  HttpRequest request(event);
  request.attach(7);
  request.attach(std::string("outer"));
  CHECK(routes.respond(request).body == "inner");
  CHECK(*request.attached<std::string>() == "outer");
  CHECK(routes.respond(request).body == "inner");
}

TEST_CASE("what a mounted table sets for errors and browsers holds for its routes", "[routes]") {
  Routes inner;
  inner.get("/a", [] { return absl::InternalError("x"); })
      .cors({.origins = {"https://a.example"}})
      .on_error(
          [](const HttpRequest&, const absl::Status&) { return HttpResponse::text("in", 599); });
  Routes routes;
  routes.get("/b", [] { return absl::InternalError("x"); })
      .cors({.origins = {"*"}})
      .on_error(
          [](const HttpRequest&, const absl::Status&) { return HttpResponse::text("out", 598); })
      .mount("/in", std::move(inner));
  lambent::AlbRequest event = alb("GET", "/in/a");
  event.headers = {{"origin", "https://b.example"}};
  CHECK(respond(routes, event).status == 599);
  CHECK(respond(routes, event).find("access-control-allow-origin") == nullptr);
  event.path = "/b";
  CHECK(respond(routes, event).status == 598);
  CHECK(*respond(routes, event).find("access-control-allow-origin") == "*");
}

TEST_CASE("mounting tells what is wrong", "[routes]") {
  const auto error_of = [](std::string_view prefix, Routes inner) {
    Routes routes;
    routes.get("/v1/a", [] {}).mount(lambent::runtime(prefix), std::move(inner));
    return std::string(routes.status().message());
  };
  const auto with_route = [] {
    Routes routes;
    routes.get("/a", [] {});
    return routes;
  };
  CHECK(error_of("/v2", with_route()).empty());
  CHECK(error_of("/v1", with_route()) == "route GET /v1/a: GET /v1/a takes the same");
  CHECK(error_of("v2", with_route()) == "route v2: at 0: it must begin with a slash");
  CHECK(error_of("v2", Routes()) == "route v2: at 0: it must begin with a slash");
  CHECK(error_of("/v2/", with_route()) == "route /v2//a: at 4: this segment is empty");
  CHECK(error_of("/{p+}", with_route()).find("with + must be the last") != std::string::npos);
  Routes wrong;
  wrong.get(lambent::runtime("a"), [] {});
  CHECK(error_of("/v2", std::move(wrong)) == "route a: at 0: it must begin with a slash");
  Routes lost = with_route();
  lost.not_found([](const HttpRequest&) { return HttpResponse(); });
  CHECK(error_of("/v2", std::move(lost)).find("set them there") != std::string::npos);
}

TEST_CASE("an interceptor may answer itself, change the answer, and tell the handler something",
          "[routes]") {
  struct User {
    std::string name;
  };
  Routes routes;
  routes
      .get("/me",
           [](const HttpRequest& request) {
             CHECK(request.attached<int>() == nullptr);
             return HttpResponse::text(request.attached<User>()->name);
           })
      .get("/fails", [] { return absl::NotFoundError("gone"); })
      .get("/throws", []() -> HttpResponse { throw std::runtime_error("oh"); })
      .around([](HttpRequest& request, const lambent::Context&,
                 const RouteNext& next) -> absl::StatusOr<HttpResponse> {
        const std::string_view user = request.header("x-user");
        if (user.empty()) return lambent::http_error(401, "who are you?");
        if (user == "bomb") throw std::runtime_error("bomb");
        request.attach(User{std::string(user)});
        absl::StatusOr<HttpResponse> response = next();
        if (!response.ok() && absl::IsInternal(response.status()))
          return HttpResponse::text("caught " + std::string(response.status().message()));
        if (response.ok()) response->add("X-Seen", "1");
        return response;
      });
  const auto as_user = [&](std::string_view path, std::string_view user) {
    lambent::AlbRequest event = alb("GET", path);
    if (!user.empty()) event.headers = {{"X-User", user}};
    return respond(routes, event);
  };
  CHECK(as_user("/me", "").status == 401);
  CHECK(as_user("/me", "").body == R"({"message":"who are you?"})");
  CHECK(as_user("/me", "ann").body == "ann");
  CHECK(*as_user("/me", "ann").find("x-seen") == "1");
  CHECK(as_user("/me", "bomb").status == 500);
  CHECK(as_user("/fails", "ann").status == 404);
  CHECK(as_user("/throws", "ann").body == "caught oh");
}

TEST_CASE("WebSocket routes take what their key says, $default the rest", "[routes]") {
  Routes routes;
  routes
      .websocket("$connect",
                 [](const lambent::WebSocketRequest& event) {
                   return HttpResponse::text(std::string(event.request_context.connection_id));
                 })
      .websocket("$disconnect", [] {})
      .websocket("join", [](const HttpRequest& request) {
        return HttpResponse::text(std::string(request.route()) + std::string(request.raw_body()));
      });
  REQUIRE(routes.status().ok());
  CHECK(respond(routes, websocket("$connect")).body == "c-1");
  CHECK(respond(routes, websocket("$disconnect")).status == 204);
  CHECK(respond(routes, websocket("join", "{}")).body == "join{}");
  CHECK(respond(routes, websocket("leave")).status == 404);
  routes.websocket("$default", [] { return HttpResponse::text("?"); });
  CHECK(respond(routes, websocket("leave")).body == "?");
  // The path of a connecting request is none of the table.
  CHECK(respond(routes, alb("GET", "/")).status == 404);

  routes.websocket("join", [] {});
  CHECK(absl::IsAlreadyExists(routes.status()));
  Routes wrong;
  wrong.websocket("x", [](lambent::PathParam<int, "id">) {});
  CHECK(wrong.status().message() ==
        "WebSocket route x: the handler takes id, but there is no path");
  Routes misplaced;
  misplaced.get("/", [](const lambent::WebSocketRequest&) {});
  CHECK(misplaced.status().message() == "route GET /: the handler is for WebSocket routes");
  Routes nameless;
  nameless.websocket("", [] {});
  CHECK(absl::IsInvalidArgument(nameless.status()));
}

TEST_CASE("who may connect is for a handler of $connect to say, never for $default", "[routes]") {
  Routes routes;
  routes.websocket("$default", [] {});
  CHECK(respond(routes, websocket("message")).status == 204);
  CHECK(respond(routes, websocket("$connect")).status == 404);
  CHECK(respond(routes, websocket("$disconnect")).status == 404);
}

TEST_CASE("a dispatcher answers every gateway from one table", "[routes][dispatcher]") {
  Routes routes;
  routes
      .any("/{rest+}",
           [](const HttpRequest& request) {
             return HttpResponse::text(std::string(request.source()));
           })
      .get("/", [] { return HttpResponse::text("root"); })
      .websocket("$default", [] { return HttpResponse::text("message"); });
  lambent::Dispatcher dispatcher;
  dispatcher.on_http(std::move(routes));
  REQUIRE(dispatcher.status().ok());
  for (const std::string name : {"apigw_rest_proxy", "apigw_http_v2", "lambda_function_url", "alb",
                                 "vpc_lattice_v1", "vpc_lattice_v2"}) {
    INFO(name);
    const auto answer = dispatcher.dispatch(fixtures::load(name + "/sample.json"));
    REQUIRE(answer.ok());
    CHECK(answer->find(R"("statusCode":200)") != std::string::npos);
    CHECK((answer->find("\"body\":\"" + name) != std::string::npos ||
           answer->find("\"body\":\"root") != std::string::npos));
  }
  const auto message = dispatcher.dispatch(encode(websocket("any", "x")));
  REQUIRE(message.ok());
  CHECK(message->find(R"("body":"message")") != std::string::npos);
  const auto typed = dispatcher.dispatch(alb("GET", "/x"));
  REQUIRE(typed.ok());
  CHECK(typed->body == "alb");
  CHECK(typed->status_description == "200 OK");
}

TEST_CASE("a table answers many threads at once", "[routes][threads]") {
  std::atomic<int> passed = 0;
  Routes inner;
  inner
      .get("/{id}",
           [](lambent::PathParam<int, "id"> id) { return HttpResponse::text(std::to_string(*id)); })
      .around([&](HttpRequest& request, const lambent::Context&, const RouteNext& next) {
        request.attach(++passed);
        return next();
      });
  Routes routes;
  routes.mount("/in", std::move(inner)).cors({.origins = {"*"}}).compress(1);
  lambent::Dispatcher dispatcher;
  dispatcher.on_http(std::move(routes));
  constexpr int kThreads = 4;
  constexpr int kRequests = 200;
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < kRequests; ++i) {
          const std::string path = std::string("/in/") + std::to_string(thread * kRequests + i);
          const auto answer = dispatcher.dispatch(encode(alb("GET", path)));
          const std::string body = "\"body\":\"" + path.substr(4) + '"';
          if (answer.ok() && answer->find(body) != std::string::npos) ++right;
        }
      });
    }
  }
  CHECK(right == kThreads * kRequests);
  CHECK(passed == kThreads * kRequests);
}

TEST_CASE("a dispatcher keeps what is wrong with its routes", "[routes][dispatcher]") {
  Routes routes;
  routes.get(lambent::runtime("a"), [] {});
  lambent::Dispatcher dispatcher;
  dispatcher.on_http(std::move(routes));
  CHECK(dispatcher.status().message() == "route a: at 0: it must begin with a slash");

  dispatcher.on_http(Routes());  // mends it
  CHECK(dispatcher.status().ok());
  CHECK(dispatcher.handlers().size() == 6);
  CHECK(dispatcher.handlers()[0].name == "http");

  lambent::Dispatcher twice;
  twice.on_http(Routes()).on_http(Routes());
  CHECK(absl::IsAlreadyExists(twice.status()));

  lambent::Dispatcher none;
  none.on_http(Routes());
  CHECK(absl::IsUnimplemented(none.dispatch(websocket("$default")).status()));
}
