// SPDX-License-Identifier: Apache-2.0
// As little of a Runtime API as a client can be timed against: one connection, fixed answers.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace bench {

/// Sends all of it.
inline bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

/// Reads one HTTP message with a Content-Length, or without a body, into `message`.
inline bool read_message(int socket, std::string& message) {
  constexpr std::string_view kLength = "Content-Length: ";
  message.clear();
  char buffer[1 << 14];
  std::size_t whole = std::string::npos;
  do {
    const ssize_t size = ::recv(socket, buffer, sizeof buffer, 0);
    if (size <= 0) return false;
    message.append(buffer, static_cast<std::size_t>(size));
    if (whole != std::string::npos) continue;
    const std::size_t end = message.find("\r\n\r\n");
    if (end == std::string::npos) continue;
    const std::size_t length = message.find(kLength);
    whole = end + 4;
    if (length < end) whole += std::strtoul(message.c_str() + length + kLength.size(), nullptr, 10);
  } while (message.size() < whole);
  return true;
}

inline void set_no_delay(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

inline sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

/// A client's connection to a port of 127.0.0.1, or the end of the program.
inline int connect_to(std::uint16_t port) {
  const int connection = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(port);
  if (::connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    std::abort();
  set_no_delay(connection);
  return connection;
}

/// Listens on a free port of 127.0.0.1, or ends the program.
class Listener {
 public:
  Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket_, generic, size) != 0 || ::listen(socket_, 16) != 0 ||
        ::getsockname(socket_, generic, &size) != 0)
      std::abort();
    port_ = ntohs(address.sin_port);
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() { ::close(socket_); }

  std::uint16_t port() const { return port_; }
  int accept() const {
    const int connection = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection >= 0) set_no_delay(connection);
    return connection;
  }

 private:
  int socket_;
  std::uint16_t port_ = 0;
};

inline std::string http_answer(std::string_view status, std::string_view fields,
                               std::string_view body) {
  return "HTTP/1.1 " + std::string(status) + "\r\n" + std::string(fields) +
         "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + std::string(body);
}

/// What /next answers with.
inline std::string event_answer(std::string_view payload) {
  return http_answer(
      "200 OK",
      "Lambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-2dfe598c3fcd\r\n"
      "Lambda-Runtime-Deadline-Ms: 4102444800000\r\n"
      "Lambda-Runtime-Invoked-Function-Arn: "
      "arn:aws:lambda:us-east-1:123456789012:function:custom-runtime\r\n"
      "Lambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1\r\n",
      payload);
}

}  // namespace bench
