// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/ses.h"

#include <string>

#include "catch.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"

namespace {

lambent::Event<lambent::SesEvent> ses(const std::string& name) {
  auto event = lambent::decode<lambent::SesEvent>(fixtures::load("ses/" + name + ".json"));
  INFO(event.status());
  REQUIRE(event.ok());
  return *std::move(event);
}

}  // namespace

TEST_CASE("headers of a mail keep their order and their repeats", "[ses]") {
  const auto event = ses("sample");
  const auto& headers = event->records[0].ses.mail.headers;
  REQUIRE(headers.size() == 3);
  CHECK(headers[0].name == "Received");
  CHECK(headers[1].name == "Received");
  CHECK(headers[1].value == "from laptop by mx1");
  CHECK(event->records[0].ses.mail.common_headers.date == "Wed, 14 Oct 2026 09:12:38 +0000");
}

TEST_CASE("replyTo is also spelt reply-to; other common headers may be absent", "[ses]") {
  const auto event = ses("reply_to_with_a_hyphen");
  const auto& common = event->records[0].ses.mail.common_headers;
  REQUIRE(common.reply_to.size() == 1);
  CHECK(common.reply_to[0] == "help@example.com");
  CHECK(common.subject.empty());
  CHECK(common.cc.empty());
}

TEST_CASE("a verdict passes only where the check did", "[ses]") {
  const auto good = ses("sample");
  CHECK(lambent::all_passed(good->records[0].ses.receipt));
  const auto doubtful = ses("reply_to_with_a_hyphen");
  const auto& receipt = doubtful->records[0].ses.receipt;
  CHECK_FALSE(lambent::all_passed(receipt));
  CHECK(receipt.spam_verdict.status == lambent::SesVerdict::kGray);
  CHECK_FALSE(receipt.spam_verdict.passed());
  CHECK(receipt.dkim_verdict.status == lambent::SesVerdict::kDisabled);
  CHECK(receipt.virus_verdict.status == lambent::SesVerdict::kProcessingFailed);
  CHECK(receipt.spf_verdict.passed());
  CHECK_FALSE(lambent::SesVerdict{}.passed());
}

TEST_CASE("each kind of action has members of its own", "[ses]") {
  using Action = lambent::SesReceipt::Action;
  const auto action = [](const auto& event) { return event->records[0].ses.receipt.action; };
  const auto lambda = ses("sample");
  CHECK(action(lambda).type == Action::kLambda);
  CHECK(action(lambda).invocation_type == "Event");
  const auto s3 = ses("s3_action");
  CHECK(action(s3).type == Action::kS3);
  CHECK(action(s3).object_key == "in/c8cdedc6");
  const auto bounce = ses("bounce_action");
  CHECK(action(bounce).type == Action::kBounce);
  CHECK(action(bounce).smtp_reply_code == "5.1.1");
  CHECK(action(bounce).status_code == "550");
  const auto work_mail = ses("work_mail_action");
  CHECK(action(work_mail).type == Action::kWorkMail);
  CHECK(action(work_mail).organization_arn.ends_with("organization/m-1"));
  const auto sns = ses("sns_action_with_content");
  CHECK(action(sns).type == Action::kSns);
  CHECK(sns->records[0].ses.content == "From: mara@example.com\r\n\r\nHello");
}

TEST_CASE("a mail goes on unless the handler stops it", "[ses]") {
  CHECK(lambent::encode(lambent::SesResponse{}) == R"({"disposition":"CONTINUE"})");
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::SesEvent>([](const lambent::SesEvent& event) -> lambent::SesResponse {
    if (lambent::all_passed(event.records[0].ses.receipt)) return {};
    return {.disposition = std::string(lambent::SesResponse::kStopRuleSet)};
  });
  CHECK(*dispatcher.dispatch(fixtures::load("ses/sample.json")) == R"({"disposition":"CONTINUE"})");
  CHECK(*dispatcher.dispatch(fixtures::load("ses/reply_to_with_a_hyphen.json")) ==
        R"({"disposition":"STOP_RULE_SET"})");
}

TEST_CASE("a notification of SES inside SNS is SNS", "[ses]") {
  CHECK(*lambent::recognise(R"({"Records":[{"EventSource":"aws:sns","Sns":{"MessageId":"m",)"
                            R"("Message":"{\"mail\":{},\"receipt\":{}}"}}]})") == "sns");
  CHECK(*lambent::recognise(fixtures::load("ses/sample.json")) == "ses");
}

TEST_CASE("verdicts that are absent have not passed", "[ses]") {
  const auto event = ses("sparse");
  CHECK_FALSE(lambent::all_passed(event->records[0].ses.receipt));
}
