// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/cognito_challenges.h"

#include <string>

#include "catch.h"
#include "fixtures.h"
#include "lambent/event.h"

namespace {

using Challenge = lambent::CognitoChallengeResult;
using Define = lambent::CognitoDefineAuthChallengeEvent;
using Create = lambent::CognitoCreateAuthChallengeEvent;
using Verify = lambent::CognitoVerifyAuthChallengeEvent;

}  // namespace

TEST_CASE("the steps of a sign-in", "[cognito]") {
  const auto event =
      lambent::decode<Define>(fixtures::load("cognito_define_auth_challenge/sample.json"));
  REQUIRE(event.ok());
  const auto& session = (*event)->request.session;
  REQUIRE(session.size() == 3);
  CHECK(session[0] == Challenge{.challenge_name = Challenge::kSrpA, .challenge_result = true});
  CHECK(session[2] == Challenge{.challenge_name = Challenge::kSmsMfa});
}

TEST_CASE("a custom step has metadata, of the others it may be null or absent", "[cognito]") {
  const auto event = lambent::decode<Define>(
      fixtures::load("cognito_define_auth_challenge/custom_challenge.json"));
  REQUIRE(event.ok());
  const auto& session = (*event)->request.session;
  REQUIRE(session.size() == 3);
  CHECK(session[0] == Challenge{.challenge_name = Challenge::kSrpA, .challenge_result = true});
  CHECK(session[1].challenge_name == Challenge::kPasswordVerifier);
  CHECK(session[1].challenge_metadata.empty());
  CHECK(session[2] ==
        Challenge{.challenge_name = Challenge::kCustomChallenge, .challenge_metadata = "riddle-1"});
}

TEST_CASE("a sign-in begins without steps", "[cognito]") {
  const auto event =
      lambent::decode<Define>(fixtures::load("cognito_define_auth_challenge/first_step.json"));
  REQUIRE(event.ok());
  CHECK((*event)->request.session.empty());
  CHECK(lambent::encode(**event).find(R"("session":[])") != std::string::npos);
}

TEST_CASE("a step of null reads as a blank one", "[cognito]") {
  const auto event = lambent::decode<Define>(
      R"({"triggerSource":"DefineAuthChallenge_Authentication","userPoolId":"p",)"
      R"("request":{"session":[null,{"challengeName":"SRP_A","challengeResult":true}]}})");
  REQUIRE(event.ok());
  REQUIRE((*event)->request.session.size() == 2);
  CHECK((*event)->request.session[0] == Challenge{});
  CHECK((*event)->request.session[1].challenge_result);
}

TEST_CASE("a user who is not there is asked all the same", "[cognito]") {
  const auto define =
      lambent::decode<Define>(fixtures::load("cognito_define_auth_challenge/user_not_found.json"));
  const auto create =
      lambent::decode<Create>(fixtures::load("cognito_create_auth_challenge/user_not_found.json"));
  const auto verify =
      lambent::decode<Verify>(fixtures::load("cognito_verify_auth_challenge/user_not_found.json"));
  REQUIRE(define.ok());
  REQUIRE(create.ok());
  REQUIRE(verify.ok());
  CHECK((*define)->request.user_not_found);
  CHECK((*create)->request.user_not_found);
  CHECK((*verify)->request.user_not_found);
  CHECK((*verify)->request.private_challenge_parameters.empty());
}

TEST_CASE("the response to `define` arrives empty, full of null, or set", "[cognito]") {
  struct Row {
    std::string name;
    lambent::CognitoDefineAuthChallengeResponse expected;
  };
  const Row rows[] = {
      {"first_step", {}},
      {"sample", {}},
      {"response_set_on_arrival",
       {.challenge_name = "CUSTOM_CHALLENGE", .fail_authentication = true}},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const auto event = lambent::decode<Define>(
          fixtures::load("cognito_define_auth_challenge/" + row.name + ".json"));
      REQUIRE(event.ok());
      const auto response =
          lambent::as<lambent::CognitoDefineAuthChallengeResponse>((*event)->response);
      REQUIRE(response.ok());
      CHECK(**response == row.expected);
    }
  }
}

TEST_CASE("the next step of a sign-in", "[cognito]") {
  using Response = lambent::CognitoDefineAuthChallengeResponse;
  CHECK(lambent::encode(Response{}) == R"({"issueTokens":false,"failAuthentication":false})");
  CHECK(lambent::encode(Response{.challenge_name = std::string(Challenge::kPasswordVerifier)}) ==
        R"({"challengeName":"PASSWORD_VERIFIER","issueTokens":false,"failAuthentication":false})");
  CHECK(lambent::encode(Response{.issue_tokens = true}) ==
        R"({"issueTokens":true,"failAuthentication":false})");
  CHECK(lambent::encode(Response{.fail_authentication = true}) ==
        R"({"issueTokens":false,"failAuthentication":true})");
}

TEST_CASE("a challenge is to be made", "[cognito]") {
  const auto event =
      lambent::decode<Create>(fixtures::load("cognito_create_auth_challenge/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->request.challenge_name == Challenge::kCustomChallenge);
  CHECK((*event)->request.session.size() == 2);
  CHECK((*event)->request.user_attributes.value_or("email").text == R"("ada@example.com")");
  CHECK((*event)->request.client_metadata.value_or("campaign") == "spring");
  const auto response =
      lambent::as<lambent::CognitoCreateAuthChallengeResponse>((*event)->response);
  REQUIRE(response.ok());
  CHECK(lambent::encode(**response) == "{}");
}

TEST_CASE("of a challenge only what is set is written", "[cognito]") {
  using Response = lambent::CognitoCreateAuthChallengeResponse;
  CHECK(lambent::encode(Response{}) == "{}");
  CHECK(lambent::encode(Response{.public_challenge_parameters = {{"question", "6 x 7"}},
                                 .private_challenge_parameters = {{"answer", "42"}},
                                 .challenge_metadata = "riddle-1"}) ==
        R"({"publicChallengeParameters":{"question":"6 x 7"},)"
        R"("privateChallengeParameters":{"answer":"42"},"challengeMetadata":"riddle-1"})");
}

TEST_CASE("an answer is judged by what the challenge kept to itself", "[cognito]") {
  const auto event =
      lambent::decode<Verify>(fixtures::load("cognito_verify_auth_challenge/sample.json"));
  REQUIRE(event.ok());
  CHECK((*event)->request.private_challenge_parameters.value_or("answer") == "42");
  CHECK((*event)->request.challenge_answer == "42");
  CHECK((*event)->request.client_metadata.value_or("campaign") == "spring");
}

TEST_CASE("an answer to a challenge is text", "[cognito]") {
  const auto event = lambent::decode<Verify>(
      R"({"triggerSource":"VerifyAuthChallengeResponse_Authentication","userPoolId":"p",)"
      R"("request":{"challengeAnswer":{"a":1}}})");
  CHECK(event.status().message() ==
        "cognito_verify_auth_challenge: $.request.challengeAnswer: expected a string, "
        "found an object");
}

TEST_CASE("the verdict arrives absent, null, false or true", "[cognito]") {
  struct Row {
    std::string name;
    bool expected;
  };
  const Row rows[] = {{"sample", false},
                      {"answer_correct_null", false},
                      {"answer_correct_absent", false},
                      {"answer_correct_set", true}};
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const auto event = lambent::decode<Verify>(
          fixtures::load("cognito_verify_auth_challenge/" + row.name + ".json"));
      REQUIRE(event.ok());
      const auto response =
          lambent::as<lambent::CognitoVerifyAuthChallengeResponse>((*event)->response);
      REQUIRE(response.ok());
      CHECK((*response)->answer_correct == row.expected);
    }
  }
}

TEST_CASE("a verdict is always written", "[cognito]") {
  using Response = lambent::CognitoVerifyAuthChallengeResponse;
  CHECK(lambent::encode(Response{}) == R"({"answerCorrect":false})");
  CHECK(lambent::encode(Response{.answer_correct = true}) == R"({"answerCorrect":true})");
}
