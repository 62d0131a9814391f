// SPDX-License-Identifier: Apache-2.0
// run() with --serve: how the program comes to its end.
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <stop_token>
#include <string>
#include <string_view>

#include "catch.h"
#include "lambent/json.h"
#include "lambent/runtime.h"
#include "served.h"

namespace {

namespace lb = lambent;

/// Says it at once: standard error is what the tests read.
void say(const char* text) { std::fprintf(stderr, "%s\n", text); }

/// `shop --serve` on a free port.
class ServedProgram {
 public:
  explicit ServedProgram(const lb::Dispatcher& dispatcher) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    child_ = ::fork();
    if (child_ == 0) {
      ::alarm(60);  // one that does not end fails
      ::unsetenv("AWS_LAMBDA_RUNTIME_API");
      ::dup2(ends[1], STDERR_FILENO);
      ::close(ends[0]);
      ::close(ends[1]);
      const char* const arguments[] = {"/opt/shop", "--serve", "127.0.0.1:0", nullptr};
      ::_exit(lb::run(dispatcher, 3, arguments,
                      {.init =
                           [] {
                             say("init");
                             return absl::OkStatus();
                           },
                       .on_shutdown = {[] { say("first"); }, [] { say("last"); }}}));
    }
    ::close(ends[1]);
    said_ = ::fdopen(ends[0], "r");
  }
  ServedProgram(const ServedProgram&) = delete;
  ServedProgram& operator=(const ServedProgram&) = delete;
  ~ServedProgram() {
    if (child_ > 0) {
      signal(SIGKILL);
      status();
    }
    std::fclose(said_);
  }

  /// What it says next; empty when it has ended.
  std::string line() {
    std::string text;
    for (int c = 0; (c = std::getc(said_)) != EOF && c != '\n';) text += static_cast<char>(c);
    return text;
  }
  /// Where it says that it listens.
  lb::detail::Endpoint address() {
    const std::string text = line();
    const std::string_view front = "shop: listening on http://127.0.0.1:";
    REQUIRE(text.starts_with(front));
    std::uint16_t port = 0;
    std::from_chars(text.data() + front.size(), text.data() + text.size(), port);
    REQUIRE(text ==
            std::string(front) + std::to_string(port) + std::string(lb::detail::kInvokePath));
    return {"127.0.0.1", port};
  }
  void signal(int number) const { ::kill(child_, number); }
  /// What waitpid() says of its end.
  int status() {
    int status = 0;
    ::waitpid(child_, &status, 0);
    child_ = -1;
    return status;
  }

 private:
  pid_t child_ = -1;
  std::FILE* said_ = nullptr;
};

}  // namespace

TEST_CASE("a server handles events between init and the shutdown functions, the last one first",
          "[program]") {
  lb::Dispatcher dispatcher;
  dispatcher.otherwise<lb::RawJson>([](const lb::RawJson& json) {
    say("handled");
    return json;
  });
  for (const int number : {SIGINT, SIGTERM}) {
    DYNAMIC_SECTION(number) {
      ServedProgram program(dispatcher);
      CHECK(program.line() == "init");
      lb::detail::HttpClient client(program.address());
      CHECK(stub::invoke(client, "1").body() == "1");
      CHECK(program.line() == "handled");
      program.signal(number);
      CHECK(program.line() == "last");
      CHECK(program.line() == "first");
      CHECK(program.line().empty());
      const int status = program.status();
      CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 0));
    }
  }
}

TEST_CASE("the second signal of a kind ends --serve at once, whatever still runs", "[program]") {
  lb::Dispatcher dispatcher;
  dispatcher.otherwise<lb::RawJson>([](const lb::RawJson&, const lb::Context& context) {
    const std::stop_callback asked(context.stop, [] { say("asked to stop"); });
    say("inside");
    for (;;) ::pause();
  });
  for (const int number : {SIGINT, SIGTERM}) {
    DYNAMIC_SECTION(number) {
      ServedProgram program(dispatcher);
      CHECK(program.line() == "init");
      const stub::RawClient client(program.address());
      client.send("POST " + std::string(lb::detail::kInvokePath) +
                  " HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n1");
      CHECK(program.line() == "inside");
      program.signal(number);
      CHECK(program.line() == "asked to stop");
      program.signal(number);
      CHECK(program.line().empty());  // no shutdown function
      const int status = program.status();
      CHECK((WIFSIGNALED(status) && WTERMSIG(status) == number));
    }
  }
}
