// SPDX-License-Identifier: Apache-2.0
#include "lambent/event.h"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "catch.h"
#include "fixtures.h"
#include "lambent/answers.h"
#include "lambent/events/apigateway_rest.h"
#include "lambent/events/dynamodb.h"
#include "lambent/events/eventbridge.h"
#include "lambent/events/sqs.h"
#include "lambent/policies.h"
#include "lambent/responses.h"

namespace {

/// One member of every kind.
struct Everything {
  std::string_view text{};
  lambent::Timestamp time{};
  lambent::Base64 bytes{};
  lambent::EpochSeconds seconds{};
  lambent::EpochMs milliseconds{};
  lambent::NumberOrText either{};
  lambent::RawJson raw{};
  std::string own{};
  bool flag{};
  std::int64_t integer{};
  double real{};
  lambent::List<std::string_view> texts{};
  lambent::List<lambent::List<double>> rows{};
  lambent::Map<std::string_view> map{};
  std::vector<std::string> owned{};
  std::map<std::string, std::int64_t> counts{};
  std::optional<std::int64_t> maybe{};
  lambent::OneOrMany<std::string_view> some{};
  lambent::OneOrMany<std::string> own_some{};
  lambent::AttributeValue attribute = lambent::AttributeValue::string("");
};

struct Strict {
  std::string_view id{};
  lambent::List<std::string_view> tags{};
  std::string_view note{};
  bool flag{};
};

struct Rest {
  std::string_view id{};
  lambent::Map<lambent::RawJson> others{};
};

struct Rows {
  lambent::List<Strict> items{};
};

}  // namespace

template <>
inline constexpr auto lambent::fields<Everything> = std::array{
    field<&Everything::text>("text"),
    field<&Everything::time>("time"),
    field<&Everything::bytes>("bytes"),
    field<&Everything::seconds>("seconds"),
    field<&Everything::milliseconds>("milliseconds"),
    field<&Everything::either>("either"),
    field<&Everything::raw>("raw"),
    field<&Everything::own>("own"),
    field<&Everything::flag>("flag"),
    field<&Everything::integer>("integer"),
    field<&Everything::real>("real"),
    field<&Everything::texts>("texts"),
    field<&Everything::rows>("rows"),
    field<&Everything::map>("map"),
    field<&Everything::owned>("owned"),
    field<&Everything::counts>("counts"),
    field<&Everything::maybe>("maybe"),
    field<&Everything::some>("some"),
    field<&Everything::own_some>("ownSome"),
    field<&Everything::attribute>("attribute"),
};
template <>
inline constexpr auto lambent::fields<Strict> = std::array{
    field<&Strict::id>("id", kRequired),
    field<&Strict::tags>("tags", kRequired),
    field<&Strict::note>("note", kNullable),
    field<&Strict::flag>("flag", kAlways),
};
template <>
inline constexpr auto lambent::fields<Rest> = std::array{
    field<&Rest::id>("id").also("ID"),
    rest<&Rest::others>(),
};
template <>
inline constexpr auto lambent::fields<Rows> = std::array{whole<&Rows::items>()};

namespace {

template <class T>
std::string error_of(std::string json) {
  auto event = lambent::decode<T>(std::move(json));
  return event.ok() ? "OK" : std::string(event.status().message());
}

template <class T>
std::string round_trip(std::string json) {
  auto event = lambent::decode<T>(std::move(json));
  INFO(event.status());
  REQUIRE(event.ok());
  return lambent::encode(**event);
}

}  // namespace

TEST_CASE("every kind of member is read, written, copied and compared", "[event]") {
  const std::string json =
      R"({"text":"a\"b\\c\u00e9\ud83d\ude00\n","time":"2020-01-01T00:00:00Z","bytes":"AAE=",)"
      R"("seconds":1.48064152347E9,"milliseconds":12,"either":7.50,"raw":{ "a" : [1, "]"] },)"
      R"("own":"mine\t","flag":true,"integer":-5,"real":0.25,"texts":["x","","y"],)"
      R"("rows":[[1,2],[],[3.5]],"map":{"k":"v","":"empty"},"owned":["p","q"],)"
      R"("counts":{"a":1,"b":2},"maybe":0,"some":"one","ownSome":["m","n"],)"
      R"("attribute":{"M":{"l":{"L":[{"N":"1.10"},{"NULL":true},{"BOOL":false},{"SS":["s"]}]}}}})";
  auto event = lambent::decode<Everything>(json);
  INFO(event.status());
  REQUIRE(event.ok());
  const Everything& all = **event;
  CHECK(all.text == "a\"b\\c\xc3\xa9\xf0\x9f\x98\x80\n");
  CHECK(all.seconds.text == "1.48064152347E9");
  CHECK((all.either.is_number && all.either.text == "7.50"));
  CHECK(all.raw.text == R"({ "a" : [1, "]"] })");
  CHECK(all.rows[2][0] == 3.5);
  CHECK(all.map.value_or("") == "empty");
  CHECK(all.counts.at("b") == 2);
  CHECK(all.maybe == 0);
  CHECK((all.some.single && all.some.values[0] == "one"));
  CHECK(all.attribute.as_map().find("l")->as_list()[0].as_number() == "1.10");
  CHECK(event->payload() == json);

  const std::string written = lambent::encode(all);
  auto again = lambent::decode<Everything>(written);
  REQUIRE(again.ok());
  CHECK(lambent::equal(**again, all));
  CHECK(lambent::encode(**again) == written);
  auto copy = lambent::own(all);
  CHECK(lambent::equal(*copy, all));
  CHECK(copy.payload().empty());
  CHECK_FALSE(lambent::equal(*copy, Everything{}));
}

TEST_CASE("encoding writes what is not empty, required, nullable and always rows", "[event]") {
  CHECK(lambent::encode(Strict{}) == R"({"id":"","tags":[],"note":null,"flag":false})");
  CHECK(lambent::encode(Strict{.id = "1", .tags = {"a"}, .note = "n", .flag = true}) ==
        R"({"id":"1","tags":["a"],"note":"n","flag":true})");
  CHECK(lambent::encode(Everything{.integer = 3}) == R"({"integer":3,"attribute":{"S":""}})");
}

TEST_CASE("text is escaped as JSON wants it", "[event]") {
  const std::string text = std::string("\"\\/\b\f\n\r\t\x01\x1f\x7f") + "\xc3\xa9 plain";
  CHECK(lambent::encode(Strict{.id = text}) ==
        "{\"id\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\xc3\xa9 plain\","
        "\"tags\":[],\"note\":null,\"flag\":false}");
  // Around the sizes at which the writer changes its ways, and with escapes at every place.
  for (const std::size_t size : {7u, 8u, 9u, 511u, 512u, 513u, 2047u, 2048u, 2049u, 5000u}) {
    for (const std::size_t place : {std::size_t{0}, size / 3, size - 1}) {
      std::string long_text(size, 'x');
      long_text[place] = '"';
      const std::string json = lambent::encode(Strict{.id = long_text});
      CHECK(nlohmann::json::parse(json)["id"] == long_text);
      auto decoded = lambent::decode<Strict>(json);
      REQUIRE(decoded.ok());
      CHECK((*decoded)->id == long_text);
    }
  }
}

TEST_CASE("an unknown member is kept where the description asks for the rest", "[event]") {
  CHECK(round_trip<Rest>(R"({"x":[1, 2],"ID":"7","y":"\u0041"})") ==
        R"({"id":"7","x":[1, 2],"y":"\u0041"})");
  CHECK(round_trip<Rest>(R"({"x":1,"y":2,"x":3})") == R"({"x":3,"y":2})");
}

TEST_CASE("a whole document can be an array", "[event]") {
  CHECK(round_trip<Rows>(R"([{"id":"1","tags":[]}, {"id":"2","tags":["a"]}])") ==
        R"([{"id":"1","tags":[],"note":null,"flag":false},)"
        R"({"id":"2","tags":["a"],"note":null,"flag":false}])");
  CHECK(error_of<Rows>(R"([{"id":"1","tags":[]},{"id":2}])") ==
        "$[1].id: expected a string, found a number");
  CHECK(error_of<Rows>("{}") == "$: expected an array, found an object");
}

TEST_CASE("integers come in all spellings of JSON numbers", "[event]") {
  struct Row {
    const char* number;
    const char* expected;
  };
  // clang-format off
  const Row rows[] = {
      {"5", "5"}, {"5.0", "5"}, {"5e0", "5"}, {"50e-1", "5"}, {"-0", "0"}, {"-0.0", "0"},
      {"9223372036854775807", "9223372036854775807"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"9223372036854775808", "error"}, {"5.5", "error"}, {"1e400", "error"}, {"05", "error"},
      {"+5", "error"}, {"5.", "error"}, {".5", "error"}, {"5e", "error"}, {"0x5", "error"},
      {"--5", "error"}, {"5 5", "error"}, {"5a", "error"}, {"NaN", "error"}, {"- 5", "error"},
  };
  // clang-format on
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.number) {
      auto event = lambent::decode<Everything>(R"({"integer": )" + std::string(row.number) + "}");
      if (std::string_view(row.expected) == "error") {
        REQUIRE_FALSE(event.ok());
        CHECK(std::string(event.status().message()).starts_with("$"));
      } else {
        REQUIRE(event.ok());
        CHECK(std::to_string((*event)->integer) == row.expected);
      }
    }
  }
}

TEST_CASE("the last of several members with one name wins", "[event]") {
  CHECK(round_trip<Strict>(R"({"id":"1","tags":["a"],"id":"2","tags":["b","c"],"flag":true,)"
                           R"("flag":null})") ==
        R"({"id":"2","tags":["b","c"],"note":null,"flag":false})");
  CHECK(error_of<Strict>(R"({"id":"1","tags":[],"id":null})") ==
        "$.id: this field is required but missing");
  auto event = lambent::decode<Everything>(
      R"({"map":{"a":"1","b":"2","a":"3","c":"4","b":"5"},"counts":{"x":1,"x":2},)"
      R"("own":"long enough to be on the heap, surely","own":"b","owned":["a"],"owned":[]})");
  REQUIRE(event.ok());
  CHECK((*event)->map == lambent::Map<std::string_view>{{"a", "3"}, {"b", "5"}, {"c", "4"}});
  CHECK((*event)->counts.at("x") == 2);
  CHECK((*event)->own == "b");
  CHECK((*event)->owned.empty());
}

TEST_CASE("a map of many members with duplicates stays in order and in time", "[event]") {
  std::string json = R"({"map":{)";
  for (int i = 0; i < 20000; ++i) json += fmt::format("\"key{}\":\"{}\",", i % 15000, i);
  json += R"("last":"x"}})";
  auto event = lambent::decode<Everything>(json);
  REQUIRE(event.ok());
  const auto& map = (*event)->map;
  REQUIRE(map.size() == 15001);
  CHECK((map.begin()->key == "key0" && map.begin()->value == "15000"));
  CHECK((map.begin()[7000].key == "key7000" && map.begin()[7000].value == "7000"));
}

TEST_CASE("keys and texts may be written with escapes", "[event]") {
  CHECK(round_trip<Strict>(R"({"\u0069d":"\u0031","t\u0061gs":[]})") ==
        R"({"id":"1","tags":[],"note":null,"flag":false})");
  auto event = lambent::decode<Everything>(R"({"map":{"\n":"1"},"text":"\ud800x\udc00"})");
  REQUIRE(event.ok());
  CHECK((*event)->map.contains("\n"));
  // Half a surrogate pair is no character.
  CHECK((*event)->text == "\xef\xbf\xbdx\xef\xbf\xbd");
}

TEST_CASE("moving an event leaves what it holds where it is", "[event]") {
  auto event = lambent::decode<Strict>(R"({"id":"1","tags":["a\n"]})");
  REQUIRE(event.ok());
  const std::string_view id = (*event)->id;
  const lambent::Event<Strict> moved = *std::move(event);
  CHECK(moved->id.data() == id.data());
  CHECK(moved->tags[0] == "a\n");
}

TEST_CASE("a decoder keeps its memory and survives errors", "[event]") {
  lambent::Decoder decoder;
  const std::string payload = fixtures::load("sqs/sample.json");
  auto first = decoder.decode<lambent::SqsEvent>(payload);
  REQUIRE(first.ok());
  const std::string expected = lambent::encode(**first);
  const std::size_t capacity = decoder.capacity();
  CHECK(capacity > 0);
  CHECK_FALSE(decoder.decode<lambent::SqsEvent>("{").ok());
  CHECK_FALSE(decoder.decode<Everything>(R"({"owned":["a","b"],"own":1})").ok());
  for (int i = 0; i < 3; ++i) {
    auto again = decoder.decode<lambent::SqsEvent>(payload);
    REQUIRE(again.ok());
    CHECK(lambent::encode(**again) == expected);
  }
  lambent::Decoder moved = std::move(decoder);
  CHECK(moved.decode<lambent::SqsEvent>(payload).ok());
}

TEST_CASE("an event can be read on another thread than it was decoded on", "[event]") {
  auto event = lambent::decode<lambent::SqsEvent>(fixtures::load("sqs/sample.json"));
  REQUIRE(event.ok());
  std::string body;
  std::thread([&, moved = *std::move(event)] { body = moved->records[0].body; }).join();
  CHECK_FALSE(body.empty());
}

TEST_CASE("free-form JSON decodes as a described struct", "[event]") {
  auto strict = lambent::as<Strict>(lambent::RawJson{R"({"id":"7","tags":["a"]})"});
  REQUIRE(strict.ok());
  CHECK((*strict)->id == "7");
  CHECK_FALSE(lambent::as<Strict>(std::string_view("7")).ok());
  // {"id":"7","tags":[]}
  const auto packed = lambent::as<Strict>(lambent::Base64{"eyJpZCI6IjciLCJ0YWdzIjpbXX0="});
  REQUIRE(packed.ok());
  CHECK((*packed)->id == "7");
  CHECK(lambent::as<Strict>(lambent::Base64{"%"}).status().message() == "expected base64");
}

TEST_CASE("a JSON string decodes as text, and text encodes as one", "[event]") {
  const std::string text = "a\"b\\\n\xc3\xa9";
  std::string json;
  lambent::Codec<std::string>::encode(text, json);
  CHECK(json == "\"a\\\"b\\\\\\n\xc3\xa9\"");
  CHECK(lambent::json_string(text).text == json);
  CHECK(*lambent::as<std::string>(lambent::RawJson{json}) == text);
  CHECK(*lambent::as<std::string>(std::string_view("\"\\u0061\"")) == "a");
  CHECK_FALSE(lambent::as<std::string>(std::string_view("7")).ok());
  CHECK_FALSE(lambent::as<std::string>(std::string_view("\"a")).ok());
  CHECK_FALSE(lambent::as<std::string>(std::string_view("")).ok());
}

TEST_CASE("a scalar is text, a number or a flag, and null where no JSON number is", "[event]") {
  const lambent::IamAuthorizerResponse response = {.context = {{"a", "text"},
                                                               {"b", 7},
                                                               {"c", -1.5},
                                                               {"d", true},
                                                               {"e", std::nan("")},
                                                               {"f", 0.1F},
                                                               {"g", 0.25L}}};
  CHECK(lambent::encode(response).find(
            R"("context":{"a":"text","b":7,"c":-1.5,"d":true,"e":null,"f":0.1,"g":0.25})") !=
        std::string::npos);
}

TEST_CASE("answers are encoded as their source wants them", "[event]") {
  CHECK(lambent::encode(lambent::BatchResponse{}) == R"({"batchItemFailures":[]})");
  CHECK(lambent::encode(lambent::BatchResponse{{{"m1"}}}) ==
        R"({"batchItemFailures":[{"itemIdentifier":"m1"}]})");
  CHECK(lambent::encode(lambent::TimeWindowResponse{.state = {R"({"n":1})"}}) ==
        R"({"state":{"n":1},"batchItemFailures":[]})");
  const lambent::IamAuthorizerResponse policy = {
      .principal_id = "user",
      .policy_document = {.statement = {{.effect = "Allow",
                                         .action = "execute-api:Invoke",
                                         .resource = {"arn:a", "arn:b"},
                                         .condition = {{"IpAddress",
                                                        {{"aws:SourceIp", "203.0.113.0/24"}}}}}}},
      .context = {{"admin", true}, {"level", 3}, {"name", "x"}}};
  CHECK(lambent::encode(policy) ==
        R"({"principalId":"user","policyDocument":{"Version":"2012-10-17","Statement":[)"
        R"({"Effect":"Allow","Action":"execute-api:Invoke","Resource":["arn:a","arn:b"],)"
        R"("Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}]},)"
        R"("context":{"admin":true,"level":3,"name":"x"}})");
  // Answers are read as well: in tests of handlers, say.
  const auto again = lambent::decode<lambent::IamAuthorizerResponse>(lambent::encode(policy));
  INFO(again.status());
  REQUIRE(again.ok());
  CHECK(lambent::equal(**again, policy));
  CHECK(error_of<lambent::IamAuthorizerResponse>(R"({"principalId":"x","context":{"a":[]}})") ==
        "$.context.a: expected a string, a number or a boolean, found an array");
  CHECK(lambent::encode(lambent::HttpApiAuthorizerResponse{.is_authorized = false}) ==
        R"({"isAuthorized":false})");
  CHECK(lambent::encode(lambent::HttpApiResponse{.cookies = {"a=1"}, .body = "x"}) ==
        R"({"statusCode":200,"cookies":["a=1"],"body":"x","isBase64Encoded":false})");
  CHECK(lambent::encode(lambent::ProxyResponse{
            .status_code = 404, .multi_value_headers = {{"set-cookie", {"a=1", "b=2"}}}}) ==
        R"({"statusCode":404,"multiValueHeaders":{"set-cookie":["a=1","b=2"]},"body":"",)"
        R"("isBase64Encoded":false})");
}
