// SPDX-License-Identifier: Apache-2.0
#include "lambent/catch2.h"

#include <filesystem>
#include <string>

#include "fixtures.h"
#include "lambent/answers.h"
#include "lambent/events/kafka.h"
#include "lambent/events/sqs.h"
#include "lambent/responses.h"

using namespace lambent::testing;

namespace {

/// The working directory while the object lives.
class WorkingDirectory {
 public:
  explicit WorkingDirectory(const std::filesystem::path& path) {
    std::filesystem::current_path(path);
  }
  WorkingDirectory(const WorkingDirectory&) = delete;
  ~WorkingDirectory() { std::filesystem::current_path(before_); }

 private:
  const std::filesystem::path before_ = std::filesystem::current_path();
};

}  // namespace

TEST_CASE("events, answers and statuses print in Catch2", "[bridges]") {
  const lambent::BatchResponse failed{{{"m1"}}};
  const std::string json = R"({"batchItemFailures":[{"itemIdentifier":"m1"}]})";
  CHECK(Catch::Detail::stringify(failed) == json);
  CHECK(Catch::Detail::stringify(lambent::own(failed)) == json);
  CHECK(Catch::Detail::stringify(absl::StatusOr<lambent::BatchResponse>(failed)) == json);
  CHECK(Catch::Detail::stringify(absl::NotFoundError("x")) == "NOT_FOUND: x");
  CHECK(Catch::Detail::stringify(absl::StatusOr<int>(absl::NotFoundError("x"))) == "NOT_FOUND: x");
  CHECK(Catch::Detail::stringify(lambent::HttpResponse::text("a", 404)) == "404 a");
}

TEST_CASE("Answered looks for the status in every form of an answer", "[bridges]") {
  CHECK(Answered(404).match(lambent::HttpResponse::text("", 404)));
  CHECK(Answered(404).match(lambent::HttpApiResponse{.status_code = 404}));
  CHECK(Answered(404).match(absl::StatusOr<lambent::ProxyResponse>({.status_code = 404})));
  CHECK(Answered(404).match(absl::StatusOr<std::string>(R"({"statusCode":404})")));
  CHECK(Answered(200).match(R"({"any":"JSON"})"));
  CHECK_FALSE(Answered(200).match(R"({"statusCode":404})"));
  CHECK_FALSE(Answered(200).match("no JSON"));
  CHECK_FALSE(Answered(500).match(absl::StatusOr<std::string>(absl::InternalError("x"))));
  CHECK(Answered(404).toString() == "is answered with 404");
}

TEST_CASE("FailedItems takes exactly the records that failed, in any order", "[bridges]") {
  const std::string two =
      R"({"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"a"}]})";
  CHECK(FailedItems("a", "b").match(two));
  CHECK_FALSE(FailedItems("a").match(two));
  CHECK_FALSE(FailedItems("a", "b", "c").match(two));
  CHECK(FailedItems().match(lambent::BatchResponse{}));
  CHECK(FailedItems("a").match(lambent::BatchResponse{{{"a"}}}));
  CHECK_FALSE(FailedItems().match("null"));
  CHECK_FALSE(FailedItems().match(absl::StatusOr<std::string>(absl::InternalError("x"))));
  CHECK(FailedItems("a").toString() == "has exactly the failed items \"a\"");
  CHECK(FailedItems().toString() == "has no failed item");
}

TEST_CASE("FailedItems names records of Kafka by partition and offset", "[bridges]") {
  const std::string two = R"({"batchItemFailures":[
      {"itemIdentifier":{"partition":"orders-1","offset":15}},
      {"itemIdentifier":{"partition":"orders-0","offset":7}}]})";
  CHECK(FailedItems("orders-0:7", "orders-1:15").match(two));
  CHECK_FALSE(FailedItems("orders-1:15").match(two));
  CHECK_FALSE(FailedItems("orders-0", "orders-1").match(two));
  const lambent::KafkaBatchResponse answer{{{{"orders-1", 15}}}};
  CHECK_THAT(answer, FailedItems("orders-1:15"));
  CHECK_FALSE(FailedItems("orders-1:16").match(answer));
  CHECK(FailedItems().match(lambent::KafkaBatchResponse{}));
  CHECK_FALSE(FailedItems(":0").match(R"({"batchItemFailures":[{"itemIdentifier":{}}]})"));
  CHECK_FALSE(FailedItems("7").match(R"({"batchItemFailures":[{"itemIdentifier":7}]})"));
}

TEST_CASE("IsOk and HasCode judge statuses", "[bridges]") {
  CHECK_THAT(absl::OkStatus(), IsOk());
  CHECK_FALSE(IsOk().match(absl::NotFoundError("x")));
  CHECK_THAT(absl::NotFoundError("x"), HasCode(absl::StatusCode::kNotFound));
  CHECK_FALSE(HasCode(absl::StatusCode::kNotFound).match(absl::StatusOr<int>(5)));
  CHECK(HasCode(absl::StatusCode::kNotFound).toString() == "is NOT_FOUND");
}

TEST_CASE("a fixture is found beside the test's source", "[bridges]") {
  CHECK(fixture("../fixtures/sqs/sample.json").starts_with("{"));
  const auto event = fixture<lambent::SqsEvent>("../fixtures/sqs/sample.json");
  CHECK(event->records.size() == 2);
}

TEST_CASE("a fixture is found where the compiler names sources relative to the build",
          "[bridges]") {
  const WorkingDirectory here(std::filesystem::path(LAMBENT_FIXTURES) / "sqs");
  const std::string beside = fixture("sample.json", "some_test.cpp");
  const std::string upwards = fixture("../fixtures/sqs/sample.json", "unit/some_test.cpp");
  CHECK(beside == fixtures::load("sqs/sample.json"));
  CHECK(upwards == beside);
}
