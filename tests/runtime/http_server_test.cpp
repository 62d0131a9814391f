// SPDX-License-Identifier: Apache-2.0
// What a server does with too many clients, with those that do not go on, and with its sockets.
#include "runtime/http.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <condition_variable>
#include <filesystem>
#include <future>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "catch.h"
#include "served.h"

namespace {

namespace lb = lambent;
using lb::detail::HttpClient;
using lb::detail::HttpExchange;
using lb::detail::HttpServer;
using lb::detail::HttpServerLimits;
using std::chrono::hours;
using std::chrono::milliseconds;
using stub::RawClient;

constexpr std::string_view kRequest = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
constexpr std::string_view kOnlyRequest = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

void answer_tea(HttpExchange& exchange) { (void)exchange.answer(200, {}, "tea"); }

/// A server, while it lives.
class Serving {
 public:
  explicit Serving(const HttpServerLimits& limits, HttpServer::Handler handler = answer_tea)
      : server_(*HttpServer::listen({"127.0.0.1", 0})), address_{"127.0.0.1", server_.port()} {
    thread_ = std::thread([this, limits, handler] { server_.serve(handler, limits, stop_); });
  }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;
  ~Serving() { stop(); }

  void stop() {
    stop_.set();
    if (thread_.joinable()) thread_.join();
  }
  const lb::detail::Endpoint& address() const { return address_; }
  /// What a client of good manners is answered.
  std::string answer() const {
    HttpClient client(address_);
    auto reply = client.exchange({.path = "/"});
    return reply.ok() ? reply->body() : std::string(reply.status().message());
  }

 private:
  HttpServer server_;
  lb::detail::Endpoint address_;
  lb::detail::Interrupt stop_;
  std::thread thread_;
};

/// Where handlers wait for each other.
class Gate {
 public:
  void enter() {
    std::unique_lock lock(mutex_);
    ++inside_;
    changed_.notify_all();
    changed_.wait_for(lock, kLongest, [&] { return is_open_; });
  }
  bool wait_for(int inside) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kLongest, [&] { return inside_ == inside; });
  }
  int inside() {
    const std::lock_guard lock(mutex_);
    return inside_;
  }
  void open() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    changed_.notify_all();
  }

 private:
  static constexpr std::chrono::seconds kLongest{30};
  std::mutex mutex_;
  std::condition_variable changed_;
  int inside_ = 0;
  bool is_open_ = false;
};

/// The sockets of this process, and whether they are closed in a program that it starts.
std::map<int, bool> sockets_here() {
  std::map<int, bool> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    const int descriptor = std::stoi(entry.path().filename().string());
    struct stat state{};
    if (::fstat(descriptor, &state) == 0 && S_ISSOCK(state.st_mode))
      found[descriptor] = (::fcntl(descriptor, F_GETFD) & FD_CLOEXEC) != 0;
  }
  return found;
}

}  // namespace

TEST_CASE("clients beyond the most connections wait, and are served when others have ended",
          "[http]") {
  Gate gate;
  const Serving serving({.connections = 2}, [&](HttpExchange& exchange) {
    gate.enter();
    answer_tea(exchange);
  });
  const RawClient first(serving.address());
  const RawClient second(serving.address());
  first.send(kOnlyRequest);
  second.send(kOnlyRequest);
  REQUIRE(gate.wait_for(2));
  const RawClient third(serving.address());
  third.send(kOnlyRequest);
  CHECK(third.hears_nothing_for(milliseconds(50)));
  CHECK(gate.inside() == 2);
  gate.open();
  for (const RawClient* const client : {&first, &second, &third})
    CHECK(client->rest().ends_with("\r\n\r\ntea"));
}

TEST_CASE("a client that does not go on is let go, and makes room for others", "[http]") {
  struct Row {
    const char* name;
    std::string sent;
    std::string answered_with;
  };
  const Row rows[] = {
      {"nothing is sent", "", ""},
      {"half a head", "POST / HTTP/1.1\r\nHos", ""},
      {"half a body", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n1", ""},
      {"half a chunk", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n1",
       ""},
      {"a request and no other", std::string(kRequest), "tea"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const Serving serving({.body_bytes = 100, .connections = 1, .patience = milliseconds(50)});
      const RawClient silent(serving.address());
      silent.send(row.sent);
      CHECK(serving.answer() == "tea");
      CHECK(silent.rest().ends_with(row.answered_with));
    }
  }
}

TEST_CASE("others are served beside a client that does not go on, which a stop lets go", "[http]") {
  for (const std::string_view sent : {"", "POST / HTTP/1.1\r\nHos"}) {
    DYNAMIC_SECTION(sent.size()) {
      Serving serving({.patience = hours(1)});
      const RawClient silent(serving.address());
      silent.send(sent);
      CHECK(serving.answer() == "tea");
      CHECK(serving.answer() == "tea");
      CHECK(silent.hears_nothing_for(milliseconds(0)));
      serving.stop();
      CHECK(silent.rest().empty());
    }
  }
}

TEST_CASE("a handler whose client does not read is told so when patience is over", "[http]") {
  std::promise<absl::Status> told;
  const Serving serving({.patience = milliseconds(50)}, [&](HttpExchange& exchange) {
    const std::string piece(std::size_t{1} << 20, 'x');
    absl::Status status = exchange.begin(200, {});
    for (int i = 0; i < 1000 && status.ok(); ++i) status = exchange.write(piece);
    told.set_value(status);
  });
  const RawClient silent(serving.address());
  silent.send(kRequest);
  CHECK(absl::IsDeadlineExceeded(told.get_future().get()));
}

TEST_CASE("a program that a handler starts keeps neither a port nor a connection", "[http]") {
  const auto before = sockets_here();
  std::promise<std::map<int, bool>> seen;
  const Serving serving({.connections = 1}, [&](HttpExchange& exchange) {
    seen.set_value(sockets_here());
    answer_tea(exchange);
  });
  REQUIRE(serving.answer() == "tea");
  auto opened = seen.get_future().get();
  for (const auto& [descriptor, is_closed] : before) opened.erase(descriptor);
  // The listener, and both ends of the connection.
  CHECK(opened.size() == 3);
  for (const auto& [descriptor, is_closed] : opened) {
    INFO(descriptor);
    CHECK(is_closed);
  }
}
