// SPDX-License-Identifier: Apache-2.0
// The shop of examples/store answers its recorded events alike wherever it runs.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "../../examples/store/handlers.h"
#include "catch.h"
#include "lambda_run.h"
#include "runtime/failure_report.h"
#include "runtime/local.h"
#include "runtime/read_file.h"

namespace {

namespace lb = lambent;

/// The shop as it is when nothing has happened.
struct FreshShop {
  FreshShop() { shop::register_handlers(dispatcher, shop); }
  shop::Shop shop;
  lb::Dispatcher dispatcher;
};

std::vector<std::string> payload_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(LAMBENT_SHOP_PAYLOADS))
    files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> payloads() {
  std::vector<std::string> all;
  for (const std::string& file : payload_files()) all.push_back(*lb::detail::read_file(file));
  return all;
}

/// One outcome: the answer, or what is reported of the failure.
struct Told {
  bool ok;
  std::string json;
};

std::vector<Told> embedded() {
  FreshShop fresh;
  std::vector<Told> all;
  for (const std::string& payload : payloads()) {
    const auto answer = fresh.dispatcher.dispatch(payload);
    all.push_back(
        {answer.ok(),
         answer.ok() ? *answer : lb::detail::error_json(lb::detail::report_of(answer.status()))});
  }
  return all;
}

}  // namespace

TEST_CASE("the shop has answers and failures to compare", "[shop]") {
  const auto told = embedded();
  CHECK(told.size() == 20);
  CHECK(std::count_if(told.begin(), told.end(), [](const Told& one) { return !one.ok; }) == 1);
}

TEST_CASE("the shop answers files as it does embedded", "[shop]") {
  std::string command = LAMBENT_SHOP;
  for (const std::string& file : payload_files()) command += " '" + file + "'";
  std::FILE* const output = ::popen((command + " 2>/dev/null").c_str(), "r");
  REQUIRE(output != nullptr);
  std::string printed;
  char bytes[4096];
  for (std::size_t size = 0; (size = std::fread(bytes, 1, sizeof bytes, output)) > 0;)
    printed.append(bytes, size);
  const int status = ::pclose(output);
  CHECK(WEXITSTATUS(status) == 1);  // one of them is refused
  std::string expected;
  for (const Told& one : embedded())
    if (one.ok) expected += one.json + "\n";
  CHECK(printed == expected);
}

TEST_CASE("the shop answers on a local port as it does embedded", "[shop]") {
  FreshShop fresh;
  auto server = lb::detail::HttpServer::listen({"127.0.0.1", 0});
  REQUIRE(server.ok());
  const lb::detail::Endpoint address{"127.0.0.1", server->port()};
  lb::detail::Interrupt stop;
  const stub::LogFile file;
  std::thread serving([&] {
    const lb::detail::Log log({.descriptor = file.descriptor()});
    lb::detail::serve(fresh.dispatcher, *server, {}, log, stop);
  });
  std::vector<Told> told;
  lb::detail::HttpClient client(address);
  for (const std::string& payload : payloads()) {
    auto reply = client.exchange(
        {.is_post = true, .path = lb::detail::kInvokePath, .fields = {}, .body = payload});
    if (!reply.ok()) break;
    told.push_back({reply->field("X-Amz-Function-Error").empty(), reply->body()});
  }
  stop.set();
  serving.join();
  const auto expected = embedded();
  REQUIRE(told.size() == expected.size());
  for (std::size_t i = 0; i < told.size(); ++i) {
    CHECK(told[i].ok == expected[i].ok);
    CHECK(told[i].json == expected[i].json);
  }
}

TEST_CASE("the shop answers on Lambda as it does embedded", "[shop]") {
  FreshShop fresh;
  stub::StubApi api;
  const auto events = payloads();
  for (std::size_t i = 0; i < events.size(); ++i)
    api.give({.id = "event-" + std::to_string(i), .body = events[i]});
  api.end();
  stub::run(api, fresh.dispatcher);
  const auto reported = api.requests(stub::Call::kError);
  std::size_t failures = 0;
  const auto expected = embedded();
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (expected[i].ok) {
      CHECK(api.answer_to("event-" + std::to_string(i)) == expected[i].json);
    } else {
      REQUIRE(failures < reported.size());
      CHECK(reported[failures++].body == expected[i].json);
    }
  }
  CHECK(failures == reported.size());
}
