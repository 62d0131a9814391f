// SPDX-License-Identifier: Apache-2.0
// Sources that want their event back with a member filled in.
#include <string>

#include "catch.h"
#include "lambent/dispatcher.h"

namespace {

struct Question {
  std::string_view question{};
  lambent::RawJson response{};
};
struct Reply {
  std::string text{};
};

}  // namespace

template <>
inline constexpr auto lambent::fields<Question> =
    std::array{lambent::field<&Question::question>("question", lambent::kRequired),
               lambent::field<&Question::response>("response")};
template <>
inline constexpr auto lambent::fields<Reply> =
    std::array{lambent::field<&Reply::text>("text", lambent::kRequired)};
template <>
inline constexpr lambent::Source lambent::source<Question> = {
    .name = "question", .kind = lambent::SourceKind::kAnswer, .probes = {lambent::has("question")}};
template <>
struct lambent::AnswerTo<Question> {
  using type = Reply;
  static constexpr std::string_view replaces = "response";
};

namespace {

std::string answered(std::string payload) {
  lambent::Dispatcher dispatcher;
  dispatcher.on<Question>(
      [](const Question& question) { return Reply{.text = std::string(question.question) + "!"}; });
  const auto answer = dispatcher.dispatch(std::move(payload));
  return answer.ok() ? *answer : std::string(answer.status().message());
}

}  // namespace

TEST_CASE("the JSON answer is the payload with one member replaced", "[dispatcher]") {
  struct Row {
    const char* name;
    std::string payload;
    std::string expected;
  };
  const Row rows[] = {
      {"an object in the middle", R"({"question":"a","response":{"text":[1]},"x":1e5})",
       R"({"question":"a","response":{"text":"a!"},"x":1e5})"},
      {"an empty object", R"({"question":"a","response":{}})",
       R"({"question":"a","response":{"text":"a!"}})"},
      {"null, with spaces around", "{ \"response\" : null , \"question\" : \"a\" } ",
       "{ \"response\" : {\"text\":\"a!\"} , \"question\" : \"a\" } "},
      {"a string", R"({"response":"x\"}","question":"a"})",
       R"({"response":{"text":"a!"},"question":"a"})"},
      {"the same member further inside", R"({"q":{"response":1},"question":"a","response":7})",
       R"({"q":{"response":1},"question":"a","response":{"text":"a!"}})"},
      {"given twice, where the last one counts", R"({"response":1,"question":"a","response":2})",
       R"({"response":1,"question":"a","response":{"text":"a!"}})"},
      {"absent", R"({"question":"\u0061"})", R"({"question":"\u0061","response":{"text":"a!"}})"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      CHECK(answered(row.payload) == row.expected);
      // Room behind the payload lets it be read where it lies.
      std::string roomy = row.payload;
      roomy.reserve(row.payload.size() + 1000);
      CHECK(answered(std::move(roomy)) == row.expected);
    }
  }
}

TEST_CASE("a handler that keeps the event answers with it, too", "[dispatcher]") {
  lambent::Dispatcher dispatcher;
  dispatcher.on<Question>(
      [](lambent::Event<Question> question) { return Reply{std::string(question->question)}; });
  CHECK(*dispatcher.dispatch(std::string(R"({"question":"a","response":{}})")) ==
        R"({"question":"a","response":{"text":"a"}})");
}

TEST_CASE("a typed dispatch gives what the handler returned", "[dispatcher]") {
  lambent::Dispatcher dispatcher;
  dispatcher.on<Question>([](const Question&) { return Reply{.text = "yes"}; });
  CHECK(dispatcher.dispatch(Question{.question = "a"})->text == "yes");
}

TEST_CASE("a handler that fails replaces nothing", "[dispatcher]") {
  lambent::Dispatcher dispatcher;
  dispatcher.on<Question>(
      [](const Question&) -> absl::StatusOr<Reply> { return absl::InternalError("no"); });
  CHECK(dispatcher.dispatch(std::string(R"({"question":"a"})")).status().message() == "no");
}
