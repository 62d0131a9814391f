// SPDX-License-Identifier: Apache-2.0
// run() away from Lambda: what it does with files, and when it begins nothing at all.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "lambda_run.h"
#include "lambent/response_stream.h"
#include "lambent/runtime.h"
#include "runtime/local.h"

namespace {

namespace lb = lambent;
using Arguments = std::vector<std::string>;

/// A payload, until the end of its scope.
class PayloadFile {
 public:
  explicit PayloadFile(std::string_view payload) {
    const int descriptor = ::mkstemp(path_.data());
    REQUIRE(::write(descriptor, payload.data(), payload.size()) ==
            static_cast<ssize_t>(payload.size()));
    ::close(descriptor);
  }
  PayloadFile(const PayloadFile&) = delete;
  PayloadFile& operator=(const PayloadFile&) = delete;
  ~PayloadFile() { ::unlink(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_ = (std::filesystem::temp_directory_path() / "lambent_XXXXXX").string();
};

/// What becomes of `shop ARGUMENT...`.
stub::Outcome run_shop(const lb::Dispatcher& dispatcher, const Arguments& arguments,
                       const lb::RunOptions& options = {}) {
  return stub::in_child([&] {
    ::unsetenv("AWS_LAMBDA_RUNTIME_API");
    ::alarm(60);  // one that does not end fails
    std::vector<const char*> all = {"/opt/shop"};
    for (const std::string& argument : arguments) all.push_back(argument.c_str());
    return lb::run(dispatcher, static_cast<int>(all.size()), all.data(), options);
  });
}

/// Each prints its name.
const lb::RunOptions kPrinting = {
    .init =
        [] {
          fmt::print("init\n");
          return absl::OkStatus();
        },
    .on_shutdown = {[] { fmt::print("first\n"); }, [] { fmt::print("last\n"); }}};

/// Prints the payload, and fails with "2".
lb::Dispatcher printing() {
  lb::Dispatcher dispatcher;
  dispatcher.otherwise<lb::RawJson>([](const lb::RawJson& json) -> absl::StatusOr<lb::RawJson> {
    fmt::print("handled {}\n", json.text);
    if (json.text == "2") return absl::DataLossError("the disk is broken");
    return json;
  });
  return dispatcher;
}

/// Writes "half" and then ends with `end`.
lb::Dispatcher streaming(std::function<absl::Status(lb::ResponseStream&)> end) {
  lb::Dispatcher dispatcher;
  dispatcher.otherwise<lb::RawJson>(
      [end](const lb::RawJson&, const lb::Context& context) -> absl::Status {
        lb::ResponseStream stream(context, "text/plain");
        if (absl::Status gone = stream.write("half"); !gone.ok()) return gone;
        return end(stream);
      });
  return dispatcher;
}

}  // namespace

TEST_CASE("files are handled between init and the shutdown functions, the last one first",
          "[program]") {
  const PayloadFile one("1");
  const PayloadFile two("2");
  const auto fine = run_shop(printing(), {one.path(), one.path()}, kPrinting);
  CHECK(fine.code == 0);
  CHECK(fine.out == "init\nhandled 1\n1\nhandled 1\n1\nlast\nfirst\n");
  CHECK(fine.log.empty());

  // An end with failures is one, too.
  const auto failed = run_shop(printing(), {two.path(), one.path()}, kPrinting);
  CHECK(failed.code == 1);
  CHECK(failed.out == "init\nhandled 2\nhandled 1\n1\nlast\nfirst\n");
  CHECK(failed.log == "shop: " + two.path() + ": the disk is broken\n");
  const auto unread = run_shop(printing(), {one.path() + ".none", one.path()}, kPrinting);
  CHECK(unread.code == 2);
  CHECK(unread.out == "init\nhandled 1\n1\nlast\nfirst\n");
}

TEST_CASE("a program may give its shutdown functions any time", "[program]") {
  const PayloadFile one("1");
  lb::RunOptions options = kPrinting;
  options.shutdown_time = std::chrono::milliseconds::max();
  const auto enough = run_shop(printing(), {one.path()}, options);
  CHECK(enough.code == 0);
  CHECK(enough.out == "init\nhandled 1\n1\nlast\nfirst\n");
  CHECK(enough.log.empty());
  options.shutdown_time = std::chrono::milliseconds::min();
  const auto none = run_shop(printing(), {one.path()}, options);
  CHECK(none.code == 0);
  CHECK(none.out == "init\nhandled 1\n1\n");
  CHECK(none.says("no time left for 2 shutdown functions"));
}

TEST_CASE("a program that cannot start says so in one line, and handles nothing", "[program]") {
  struct Row {
    const char* name;
    std::function<absl::Status()> init;
    std::string says;
  };
  const Row rows[] = {
      {"a failure", [] { return absl::PermissionDeniedError("no key"); }, "shop: no key\n"},
      {"an exception", []() -> absl::Status { throw std::runtime_error("no tea"); },
       "shop: no tea\n"},
      {"a wrong registration", {}, "shop: "},
  };
  const PayloadFile one("1");
  for (const Row& row : rows) {
    for (const Arguments& arguments :
         {Arguments{one.path()}, Arguments{"--serve", "127.0.0.1:0"}}) {
      DYNAMIC_SECTION(row.name << ", " << arguments[0].starts_with("--serve")) {
        lb::Dispatcher dispatcher = printing();
        lb::RunOptions options = kPrinting;
        options.init = row.init;
        if (!row.init) dispatcher.otherwise<lb::RawJson>([](const lb::RawJson&) {});
        const auto outcome = run_shop(dispatcher, arguments, options);
        CHECK(outcome.code == 1);
        CHECK(outcome.out.empty());
        CHECK(outcome.log.starts_with(row.says));
        CHECK(stub::lines_of(outcome.log).size() == 1);
      }
    }
  }
}

TEST_CASE("wrong usage and a port in use begin nothing", "[program]") {
  const auto taken = lb::detail::HttpServer::listen({"127.0.0.1", 0});
  REQUIRE(taken.ok());
  const std::string in_use = lb::detail::to_text({"127.0.0.1", taken->port()});
  const Arguments rows[] = {{},
                            {"--sevre"},
                            {"--serve", "nowhere"},
                            {"--serve", "127.0.0.1:0", "more"},
                            {"--serve", in_use}};
  for (const Arguments& arguments : rows) {
    DYNAMIC_SECTION(arguments.size() << (arguments.empty() ? "" : arguments.back())) {
      const auto outcome = run_shop(printing(), arguments, kPrinting);
      CHECK(outcome.code == 2);
      CHECK(outcome.out.empty());
      CHECK(stub::lines_of(outcome.log).size() == 1);
    }
  }
  const auto help = run_shop(printing(), {"--help"}, kPrinting);
  CHECK(help.code == 0);
  CHECK(help.out.starts_with("usage:\n"));
  CHECK(help.out.find("init\n") == help.out.npos);
}

TEST_CASE("a streamed answer to a file is printed, and a line ends behind it",
          "[program][stream]") {
  const PayloadFile payload("1");
  const auto outcome = run_shop(streaming([](lb::ResponseStream& stream) {
                                  const absl::Status gone = stream.write(" and half");
                                  return gone.ok() ? stream.finish() : gone;
                                }),
                                {payload.path(), payload.path()});
  CHECK(outcome.code == 0);
  CHECK(outcome.out == "half and half\nhalf and half\n");
  CHECK(outcome.log.empty());
}

TEST_CASE("a streamed answer to a file that ends too early is printed, and a failure",
          "[program][stream]") {
  struct Row {
    const char* name;
    std::function<absl::Status(lb::ResponseStream&)> end;
    std::string says;
  };
  const Row rows[] = {
      {"a failure", [](lb::ResponseStream&) { return absl::DataLossError("the disk is broken"); },
       "the disk is broken"},
      {"an exception",
       [](lb::ResponseStream&) -> absl::Status { throw std::runtime_error("thrown"); }, "thrown"},
      {"told to",
       [](lb::ResponseStream& stream) {
         stream.fail(absl::ResourceExhaustedError("no tea"));
         return absl::OkStatus();
       },
       "no tea"},
      {"left", [](lb::ResponseStream&) { return absl::OkStatus(); },
       "the handler left its answer unfinished"},
  };
  const PayloadFile payload("1");
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const auto outcome = run_shop(streaming(row.end), {payload.path(), payload.path()});
      const std::string line = "shop: " + payload.path() + ": " + row.says + "\n";
      CHECK(outcome.code == 1);
      CHECK(outcome.out == "half\nhalf\n");
      CHECK(outcome.log == line + line);
    }
  }
}
