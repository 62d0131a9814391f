// SPDX-License-Identifier: Apache-2.0
// The local endpoint in this process, and clients of it.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "catch.h"
#include "lambda_run.h"
#include "lambent/dispatcher.h"
#include "runtime/local.h"

namespace stub {

/// The local endpoint over a dispatcher, while it lives.
class Served {
 public:
  explicit Served(const lambent::Dispatcher& dispatcher)
      : server_(*lambent::detail::HttpServer::listen({"127.0.0.1", 0})), port_(server_.port()) {
    thread_ = std::thread([&] {
      const lambent::detail::Log log({.descriptor = log_.descriptor()});
      code_ = lambent::detail::serve(dispatcher, server_, {}, log, stop_);
    });
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  ~Served() {
    if (thread_.joinable()) stop();
  }

  /// Ends it, and gives what it has logged.
  std::string stop() {
    stop_.set();
    thread_.join();
    CHECK(code_ == 0);
    return log_.text();
  }
  void stop_soon() { stop_.set(); }

  lambent::detail::Endpoint address() const { return {"127.0.0.1", port_}; }

 private:
  lambent::detail::HttpServer server_;
  std::uint16_t port_;
  lambent::detail::Interrupt stop_;
  LogFile log_;
  std::thread thread_;
  int code_ = -1;
};

inline lambent::detail::HttpReply invoke(lambent::detail::HttpClient& client,
                                         std::string_view payload,
                                         std::vector<lambent::detail::HttpField> fields = {}) {
  auto reply = client.exchange(
      {.is_post = true, .path = lambent::detail::kInvokePath, .fields = fields, .body = payload});
  REQUIRE(reply.ok());
  return *std::move(reply);
}

/// A client that sends any bytes, and may stop anywhere.
class RawClient {
 public:
  explicit RawClient(const lambent::detail::Endpoint& server)
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(server.port);
    // A server that never hangs up fails a test, and does not hold it up.
    const timeval longest{.tv_sec = 30, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
    REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient() { ::close(socket_); }

  void send(std::string_view bytes) const {
    REQUIRE(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(bytes.size()));
  }
  /// What comes until the server hangs up.
  std::string rest() const {
    std::string all;
    char bytes[4096];
    ssize_t size = 0;
    while ((size = ::recv(socket_, bytes, sizeof bytes, 0)) > 0)
      all.append(bytes, static_cast<std::size_t>(size));
    CHECK((size == 0 || errno == ECONNRESET));
    return all;
  }
  /// Whether the server is silent for so long, and does not hang up.
  bool hears_nothing_for(std::chrono::milliseconds time) const {
    pollfd polled{socket_, POLLIN, 0};
    return ::poll(&polled, 1, static_cast<int>(time.count())) == 0;
  }

 private:
  int socket_;
};

}  // namespace stub
