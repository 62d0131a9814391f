// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 on addresses that need no resolver: what the Runtime API and the local endpoint speak.
// Only http.cpp knows the library that does it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "runtime/endpoint.h"
#include "runtime/interrupt.h"

namespace lambent::inline LAMBENT_ABI::detail {

struct HttpField {
  std::string_view name;
  std::string_view value;
};
using HttpFields = std::span<const HttpField>;

/// What a server has answered.
class HttpReply {
 public:
  struct Impl;
  explicit HttpReply(std::unique_ptr<Impl> impl);
  HttpReply(HttpReply&&) noexcept;
  HttpReply& operator=(HttpReply&&) noexcept;
  ~HttpReply();

  unsigned status() const;
  /// Empty where there is none, too. Valid while the reply lives. The same for trailers.
  std::string_view field(std::string_view name) const;
  std::string& body();

 private:
  std::unique_ptr<Impl> impl_;
};

struct HttpCall {
  bool is_post = false;
  std::string_view path{};
  HttpFields fields{};
  std::string_view body{};
};

/// One connection that is kept, and opened again when it was lost.
/// Thread-safety: one thread at a time.
class HttpClient {
 public:
  explicit HttpClient(Endpoint address);
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();

  /// Sends a request and reads its answer. Where a connection that was used before breaks ahead of
  /// the answer's first byte, it is tried once more on a new one. `Unavailable` if nobody can be
  /// reached or the connection breaks, `DeadlineExceeded` and `Cancelled` as `wait` says.
  absl::StatusOr<HttpReply> exchange(const HttpCall& call, const Wait& wait = {});

  /// The same in pieces: begin() without a body, write(), then end(). Errors as above.
  absl::Status begin(const HttpCall& call, const Wait& wait);
  absl::Status write(std::string_view bytes, const Wait& wait);
  absl::StatusOr<HttpReply> end(HttpFields trailers, const Wait& wait);
  /// Whether a connection to the server can be opened.
  absl::Status connect();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A request that a server has got, and its answer: answer(), or begin(), write() and end().
/// Thread-safety: one thread at a time.
class HttpExchange {
 public:
  virtual ~HttpExchange() = default;
  virtual std::string_view method() const = 0;
  virtual std::string_view path() const = 0;
  virtual std::string_view field(std::string_view name) const = 0;
  virtual std::string& body() = 0;

  virtual absl::Status answer(unsigned status, HttpFields fields, std::string_view body) = 0;
  virtual absl::Status begin(unsigned status, HttpFields fields) = 0;
  virtual absl::Status write(std::string_view bytes) = 0;
  virtual absl::Status end(HttpFields trailers) = 0;
};

/// What a server refuses, and how long it waits for a client that does not go on.
struct HttpServerLimits {
  std::size_t body_bytes{};
  unsigned connections = 256;  // what is beyond waits
  std::chrono::milliseconds patience = std::chrono::seconds(60);
};

/// Answers requests, each connection on a thread of its own.
class HttpServer {
 public:
  using Handler = std::function<void(HttpExchange&)>;

  /// `InvalidArgument` if the address cannot be used, `AlreadyExists` if its port is in use. Port 0
  /// takes a free one.
  static absl::StatusOr<HttpServer> listen(const Endpoint& address);
  HttpServer(HttpServer&&) noexcept;
  HttpServer& operator=(HttpServer&&) noexcept;
  ~HttpServer();

  std::uint16_t port() const;
  /// Calls the handler for each request, until `stop` is set, then `on_stop`, and returns when
  /// those that run have been answered.
  void serve(
      const Handler& handler, const HttpServerLimits& limits, const Interrupt& stop,
      const std::function<void()>& on_stop = [] {});

 private:
  struct Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace lambent::inline LAMBENT_ABI::detail
