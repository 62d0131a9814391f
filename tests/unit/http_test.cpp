// SPDX-License-Identifier: Apache-2.0
// What a request says, whatever gateway it came through.
#include "lambent/http.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catch.h"
#include "decoded.h"
#include "http_events.h"

using namespace http_events;
using lambent::HttpRequest;

namespace {

// A character is no number, nor text of one character; the least integers are numbers.
static_assert(!lambent::ReadFromText<char> && !lambent::ReadFromText<wchar_t> &&
              !lambent::ReadFromText<char8_t> && !lambent::ReadFromText<char16_t> &&
              !lambent::ReadFromText<char32_t>);
static_assert(lambent::ReadFromText<signed char> && lambent::ReadFromText<unsigned char>);

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// What there is to see of a request.
struct Seen {
  std::string method{}, path{}, raw_path{};
  Pairs query{};
  std::vector<std::string> tags{};
  std::string accept{}, repeated{}, session{}, theme{}, address{}, body{};
  friend bool operator==(const Seen&, const Seen&) = default;
};

Seen seen(const HttpRequest& request) {
  Seen seen{.method = std::string(request.method()),
            .path = std::string(request.path()),
            .raw_path = std::string(request.raw_path()),
            .query = request.query_parameters(),
            .tags = request.query_values("tag"),
            .accept = std::string(request.header("ACCEPT")),
            .repeated = std::string(request.header("x-repeated")),
            .session = std::string(request.cookie("session")),
            .theme = std::string(request.cookie("theme")),
            .address = std::string(request.source_ip())};
  const absl::StatusOr<std::string> body = request.body();
  seen.body = body.ok() ? *body : "error: " + std::string(body.status().message());
  return seen;
}

/// A request as a client sends it.
struct Sent {
  std::string_view method, path, query;
  Pairs decoded_query;
  bool with_headers;
  std::string_view body;
  bool is_base64;
};

/// The values of each name of a query, in the order in which names come first.
std::vector<std::pair<std::string_view, std::vector<std::string_view>>> grouped(
    const Pairs& pairs) {
  std::vector<std::pair<std::string_view, std::vector<std::string_view>>> groups;
  for (const auto& [name, value] : pairs) {
    auto at = groups.begin();
    while (at != groups.end() && at->first != name) ++at;
    if (at == groups.end()) at = groups.insert(at, {name, {}});
    at->second.push_back(value);
  }
  return groups;
}

using Lists = lambent::Map<lambent::List<std::string_view>>;

Lists lists_of(const Pairs& pairs) {
  std::vector<Lists::Entry> entries;
  for (const auto& [name, values] : grouped(pairs))
    entries.push_back({name, lambent::List<std::string_view>(values.data(), values.size())});
  return Lists(entries.data(), entries.size());
}

/// A query as it was sent, taken apart but not decoded.
Pairs undecoded(std::string_view query) {
  Pairs pairs;
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    query = end == query.npos ? "" : query.substr(end + 1);
    const std::size_t equals = pair.find('=');
    pairs.emplace_back(pair.substr(0, equals), equals == pair.npos ? "" : pair.substr(equals + 1));
  }
  return pairs;
}

constexpr std::string_view kCookies = "session=a=1; theme=dark";

/// Calls `f` with the request in each of the six forms. `decoded_path` is what an HTTP API gives.
template <class F>
void in_all_forms(const Sent& sent, std::string_view decoded_path, F f) {
  const lambent::HeaderMap single =
      sent.with_headers ? lambent::HeaderMap{{"accept", "text/html"},
                                             {"x-repeated", "1,2"},
                                             {"cookie", kCookies},
                                             {"x-forwarded-for", "1.1.1.1, 203.0.113.7"}}
                        : lambent::HeaderMap{};
  const lambent::MultiValueHeaderMap lists =
      sent.with_headers
          ? lambent::MultiValueHeaderMap{{"Accept", {"text/html"}},
                                         {"X-Repeated", {"1", "2"}},
                                         {"Cookie", {"session=a=1", "theme=dark"}},
                                         {"X-Forwarded-For", {"1.1.1.1, 203.0.113.7"}}}
          : lambent::MultiValueHeaderMap{};
  const std::string_view address = sent.with_headers ? "203.0.113.7" : "";

  lambent::ApiGatewayRequest rest_event = rest(sent.method, sent.path, "/{proxy+}");
  rest_event.multi_value_query_string_parameters = lists_of(sent.decoded_query);
  rest_event.multi_value_headers = lists;
  rest_event.request_context.identity.source_ip = address;
  rest_event.body = sent.body;
  rest_event.is_base64_encoded = sent.is_base64;
  f("apigw_rest_proxy", rest_event);

  lambent::HttpApiRequest http_event = http_api(sent.method, decoded_path);
  lambent::FunctionUrlRequest url_event = url(sent.method, sent.path);
  const auto fill = [&](auto& event) {
    event.raw_query_string = sent.query;
    event.headers = single;
    if (sent.with_headers) event.cookies = {"session=a=1", "theme=dark"};
    event.request_context.http.source_ip = address;
    event.body = sent.body;
    event.is_base64_encoded = sent.is_base64;
  };
  fill(http_event);
  fill(url_event);
  f("apigw_http_v2", http_event);
  f("lambda_function_url", url_event);

  lambent::AlbRequest alb_event = alb(sent.method, sent.path);
  const Pairs pairs = undecoded(sent.query);
  alb_event.multi_value_query_string_parameters = lists_of(pairs);
  alb_event.multi_value_headers = lists;
  alb_event.body = sent.body;
  alb_event.is_base64_encoded = sent.is_base64;
  f("alb", alb_event);

  std::string path_and_query(sent.path);
  if (!sent.query.empty()) path_and_query.append("?").append(sent.query);
  lambent::VpcLatticeRequest lattice_event = lattice(sent.method, path_and_query);
  if (sent.with_headers)
    lattice_event.headers = {{"accept", "text/html"},
                             {"x-repeated", {"1", "2"}},
                             {"cookie", kCookies},
                             {"x-forwarded-for", "1.1.1.1, 203.0.113.7"}};
  lattice_event.body = sent.body;
  lattice_event.is_base64_encoded = sent.is_base64;
  f("vpc_lattice_v2", lattice_event);

  lambent::VpcLatticeV1Request lattice_v1_event = lattice_v1(sent.method, path_and_query);
  lattice_v1_event.headers = single;
  lattice_v1_event.body = sent.body;
  lattice_v1_event.is_base64_encoded = sent.is_base64;
  f("vpc_lattice_v1", lattice_v1_event);
}

}  // namespace

TEST_CASE("the same requests are equal, and are answered, behind every gateway", "[http]") {
  const struct {
    Sent sent;
    std::string decoded_path;
    std::string body;
  } rows[] = {
      {{"GET", "/", "", {}, false, "", false}, "/", ""},
      {{"GET",
        "/products",
        "tag=1&tag=2&x=",
        {{"tag", "1"}, {"tag", "2"}, {"x", ""}},
        true,
        "",
        false},
       "/products",
       ""},
      {{"GET", "/products/a%20b", "q=a+b%26c", {{"q", "a b&c"}}, true, "", false},
       "/products/a b",
       ""},
      {{"POST", "/products", "", {}, true, R"({"name":"tea"})", false},
       "/products",
       R"({"name":"tea"})"},
      {{"POST", "/images", "", {}, true, "AP/+", true}, "/images", std::string("\0\xff\xfe", 3)},
      {{"DELETE", "/products/7", "flag", {{"flag", ""}}, false, "", false}, "/products/7", ""},
      {{"PUT", "/caf%C3%A9", "caf%C3%A9=%E6%97%A5", {{"caf\u00e9", "\u65e5"}}, true, "x", false},
       "/caf\u00e9",
       "x"},
      {{"PATCH", "/a/", "a=b=c", {{"a", "b=c"}}, false, "plain", false}, "/a/", "plain"},
      {{"OPTIONS", "/a/b/c", "", {}, true, "", false}, "/a/b/c", ""},
      {{"HEAD", "/a", "%3Fx=%3D", {{"?x", "="}}, true, "", false}, "/a", ""},
  };
  lambent::Routes routes;
  routes.any("/{path+}", [](const HttpRequest& request) {
    return lambent::HttpResponse::text(std::string(request.param("path")), 201);
  });
  routes.any("/", [] { return lambent::HttpResponse::text("", 201); });
  for (const auto& row : rows) {
    const Seen expected{.method = std::string(row.sent.method),
                        .path = row.decoded_path,
                        .query = row.sent.decoded_query,
                        .tags = row.sent.query.starts_with("tag")
                                    ? std::vector<std::string>{"1", "2"}
                                    : std::vector<std::string>{},
                        .accept = row.sent.with_headers ? "text/html" : "",
                        .repeated = row.sent.with_headers ? "1,2" : "",
                        .session = row.sent.with_headers ? "a=1" : "",
                        .theme = row.sent.with_headers ? "dark" : "",
                        .address = row.sent.with_headers ? "203.0.113.7" : "",
                        .body = row.body};
    in_all_forms(row.sent, row.decoded_path, [&](std::string_view source, const auto& event) {
      INFO(source << " " << row.sent.method << " " << row.sent.path);
      HttpRequest request(event);
      CHECK(request.source() == source);
      // An HTTP API has decoded the path.
      CHECK(request.raw_path() == (source == "apigw_http_v2" ? row.decoded_path : row.sent.path));
      Seen got = seen(request);
      got.raw_path.clear();
      CHECK(got == expected);

      const lambent::HttpResponse response = routes.respond(request);
      CHECK(response.status == 201);
      const auto answer = answer_to(event, response);
      CHECK(answer.status_code == 201);
      CHECK(answer.body == (row.sent.method == "HEAD" ? "" : row.decoded_path.substr(1)));
      CHECK_FALSE(answer.is_base64_encoded);
    });
  }
}

TEST_CASE("the query is taken from where a gateway says most", "[http]") {
  lambent::HttpApiRequest http_event = http_api("GET", "/");
  http_event.query_string_parameters = {{"a", "1,2"}, {"b", "x+y%"}};
  CHECK(HttpRequest(http_event).query("a") == "1,2");  // made by hand, without the raw query
  CHECK(HttpRequest(http_event).query("b") == "x+y%");
  http_event.raw_query_string = "a=1&a=2";
  CHECK(HttpRequest(http_event).query_values("a") == std::vector<std::string>{"1", "2"});
  CHECK_FALSE(HttpRequest(http_event).query("b").has_value());

  lambent::AlbRequest alb_event = alb("GET", "/");
  alb_event.query_string_parameters = {{"a%20b", "1%2B1"}, {"c+d", "e+f"}};
  CHECK(HttpRequest(alb_event).query("a b") == "1+1");
  CHECK(HttpRequest(alb_event).query("c d") == "e f");

  lambent::ApiGatewayRequest rest_event = rest("GET", "/", "/");
  rest_event.query_string_parameters = {{"a+b", "1%2B1"}};
  CHECK(HttpRequest(rest_event).query("a+b") == "1%2B1");

  lambent::VpcLatticeRequest lattice_event = lattice("GET", "/");
  lattice_event.query_string_parameters = {{"a", {"1", "2"}}, {"b", "3"}};
  CHECK(HttpRequest(lattice_event).query_values("a").size() == 2);
  CHECK(HttpRequest(lattice_event).query("b") == "3");
}

TEST_CASE("malformed queries are read as far as they go", "[http]") {
  const auto pairs = [](std::string_view query) {
    lambent::HttpApiRequest event = http_api("GET", "/");
    event.raw_query_string = query;
    return HttpRequest(event).query_parameters();
  };
  CHECK(pairs("&&a&=b&%zz=%&c=%FF&d=%4") ==
        Pairs{{"a", ""}, {"", "b"}, {"%zz", "%"}, {"c", "%FF"}, {"d", "%4"}});
  CHECK(pairs("&").empty());
}

TEST_CASE("parameters of the query are read as types", "[http]") {
  lambent::HttpApiRequest event = http_api("GET", "/");
  event.raw_query_string = "n=42&neg=-1&d=1.5&t=true&e=&s=a+b&inf=inf&hex=0x1";
  const HttpRequest request(event);
  CHECK(*request.query<int>("n") == 42);
  CHECK(*request.query<std::int8_t>("neg") == -1);
  CHECK_FALSE(request.query<std::uint8_t>("neg").ok());
  CHECK(*request.query<double>("d") == 1.5);
  CHECK(*request.query<bool>("t"));
  CHECK(*request.query<std::string>("s") == "a b");
  CHECK(request.query<int>("e").status().message() == "query parameter e: expected a whole number");
  CHECK_FALSE(request.query<double>("inf").ok());
  CHECK_FALSE(request.query<int>("hex").ok());
  CHECK_FALSE(request.query<int>("d").ok());
  CHECK(absl::IsInvalidArgument(request.query<int>("none").status()));
  CHECK(request.query("none", "fallback") == "fallback");
  CHECK(request.query("s", "fallback") == "a b");
  CHECK(request.query("none", std::string_view("fallback")) == "fallback");
  CHECK(request.query("none", std::string("fallback")) == "fallback");
  CHECK(*request.query("none", 5) == 5);
  CHECK(*request.query("n", 5) == 42);
  CHECK_FALSE(request.query("s", 5).ok());
  CHECK(request.query<unsigned>("neg").status().message() ==
        "query parameter neg: expected a whole number from 0 on");
}

TEST_CASE("headers are listed as they were sent", "[http]") {
  lambent::AlbRequest event = alb("GET", "/");
  event.multi_value_headers = {{"X-A", {"1", "2"}}, {"x-b", {"3"}}, {"x-none", {}}};
  const HttpRequest lists(event);
  CHECK(lists.headers() ==
        std::vector<std::pair<std::string_view, std::string_view>>{{"X-A", "1,2"}, {"x-b", "3"}});
  CHECK(lists.header("x-a") == "1,2");
  CHECK(lists.header("x-none").empty());
  CHECK(lists.header("y").empty());
  lambent::AlbRequest single = alb("GET", "/");
  single.headers = {{"X-A", "1"}};
  CHECK(HttpRequest(single).headers().size() == 1);
}

TEST_CASE("a cookie is found by its whole name", "[http]") {
  lambent::AlbRequest event = alb("GET", "/");
  event.headers = {{"cookie", "ab=1;a=2; b ; =x;a=3"}};
  const HttpRequest request(event);
  CHECK(request.cookie("a") == "2");
  CHECK(request.cookie("ab") == "1");
  CHECK(request.cookie("b").empty());
  CHECK(request.cookie("none").empty());
}

TEST_CASE("blanks and tabs around entries of lists are no part of them", "[http]") {
  lambent::AlbRequest event = alb("GET", "/");
  event.headers = {{"cookie", "a=1 ;\tb=2\t; c=3 \t"},
                   {"x-forwarded-for", "192.0.2.1,\t203.0.113.7 \t"}};
  const HttpRequest request(event);
  CHECK(request.cookie("a") == "1");
  CHECK(request.cookie("b") == "2");
  CHECK(request.cookie("c") == "3");
  CHECK(request.source_ip() == "203.0.113.7");
}

TEST_CASE("claims and the context of authorizers are found behind each kind of API", "[http]") {
  const auto rest_event = fixtures::decoded_json<lambent::ApiGatewayRequest>(
      R"({"httpMethod":"GET","path":"/","requestContext":{"stage":"s","identity":{"sourceIp":"192.0.2.1"},
          "authorizer":{"claims":{"sub":"u-1","n":5,"x":null},"role":"admin","integrationLatency":12}}})");
  const HttpRequest rest_request(*rest_event);
  CHECK(rest_request.claim("sub") == "u-1");
  CHECK(rest_request.claim("n") == "5");
  CHECK_FALSE(rest_request.claim("x").has_value());
  CHECK_FALSE(rest_request.claim("none").has_value());
  CHECK(rest_request.authorizer("role") == "admin");
  CHECK(rest_request.authorizer("integrationLatency") == "12");
  CHECK(rest_request.stage() == "s");
  CHECK(rest_request.source_ip() == "192.0.2.1");

  const auto http_event = fixtures::decoded_json<lambent::HttpApiRequest>(
      R"({"version":"2.0","requestContext":{"http":{"method":"GET"},"stage":"$default",
          "authorizer":{"jwt":{"claims":{"sub":"u\u002d2","aud":["a"]}},"lambda":{"role":"x"}}}})");
  const HttpRequest http_request(*http_event);
  CHECK(http_request.claim("sub") == "u-2");
  CHECK(http_request.claim("aud") == R"(["a"])");
  CHECK(http_request.authorizer("role") == "x");
  const lambent::AlbRequest without = alb("GET", "/");
  CHECK_FALSE(HttpRequest(without).claim("sub").has_value());
  CHECK_FALSE(HttpRequest(without).authorizer("sub").has_value());
}

TEST_CASE("the event itself is there as what it is", "[http]") {
  const lambent::AlbRequest event = alb("GET", "/");
  const HttpRequest request(event);
  CHECK(request.event<lambent::AlbRequest>() == &event);
  CHECK(request.event<lambent::ApiGatewayRequest>() == nullptr);
}

TEST_CASE("huge requests are read like others", "[http][limits]") {
  const std::string megabyte(std::size_t{1} << 20, 'h');
  lambent::AlbRequest event = alb("GET", "/");
  event.headers = {{"x-huge", megabyte}};
  CHECK(HttpRequest(event).header("X-Huge").size() == megabyte.size());

  std::string query;
  for (int i = 0; i < 20'000; ++i) query.append("p").append(std::to_string(i)).append("=%20&");
  lambent::HttpApiRequest many = http_api("GET", "/");
  many.raw_query_string = query;
  const HttpRequest request(many);
  CHECK(request.query_parameters().size() == 20'000);
  CHECK(request.query("p19999") == " ");
}
