// SPDX-License-Identifier: Apache-2.0
// The server's side of an HTTP/1.1 connection, by hand: unlike a proper server it can stop at any
// byte, and it shows a request's chunks as they came.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace stub {

struct Header {
  std::string name{};
  std::string value{};
};
using Headers = std::vector<Header>;

struct Request {
  std::string method{};
  std::string path{};
  Headers headers{};
  Headers trailers{};
  std::string body{};
  std::vector<std::string> chunks{};  // of a chunked body
  bool is_whole = false;              // false while the body comes, and where it ended early
  unsigned connection = 0;
  std::chrono::steady_clock::time_point time{};

  /// Empty where there is none.
  std::string_view header(std::string_view name) const;
  std::string_view trailer(std::string_view name) const;
  bool has(std::string_view name) const;
};

struct Answer {
  int status = 200;
  Headers headers{};
  std::string body{};
  bool is_chunked = false;
  bool has_length = true;  // else the end of the connection is that of the body
};

/// The bytes of an answer up to its body, and those of its body.
std::string head_of(const Answer& answer);
std::string body_of(const Answer& answer);

/// "%2F" as "/".
std::string percent_decoded(std::string_view text);

/// Thread-safety: one thread at a time, but for end().
class Connection {
 public:
  using OnPiece = std::function<void(std::string_view bytes)>;

  explicit Connection(int socket) : socket_(socket) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { close(); }

  /// The request up to its body. False if the client has gone, or sends what is no request.
  bool read_head(Request& request);
  /// Tells of each piece, that is chunk where there are chunks. False if the body ends early.
  bool read_body(Request& request, const OnPiece& on_piece);
  bool write(std::string_view bytes);

  void close();
  /// The client's next operation fails, with what was not read thrown away.
  void reset();
  /// The client may send on and will read all that was written. Whether it has sent anything.
  bool close_gently();
  /// Lets whoever waits on it go. From any thread.
  void end();

  bool one_byte_at_a_time = false;

 private:
  bool read_more();
  bool read_line(std::string& line);
  bool read_headers(Headers& headers);
  bool read_bytes(std::size_t count, const OnPiece& on_piece);

  std::mutex mutex_;  // for the socket's number, which others must not use once it is closed
  int socket_;
  std::string buffer_;
  std::size_t position_ = 0;
};

}  // namespace stub
