// SPDX-License-Identifier: Apache-2.0
// The socket under http.cpp, which alone includes this.
#pragma once

#include <fcntl.h>
#include <poll.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffer_traits.hpp>
#include <chrono>
#include <cstddef>
#include <utility>

#include "runtime/interrupt.h"

namespace lambent::inline LAMBENT_ABI::detail {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// A program that a handler starts must not keep a connection or a port.
inline void close_on_exec(int descriptor) { ::fcntl(descriptor, F_SETFD, FD_CLOEXEC); }

/// A socket whose waits end when they must; what the library reads from and writes to.
class SocketStream {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr Clock::duration kEndless = Clock::duration::max();

  explicit SocketStream(tcp::socket socket) : socket_(std::move(socket)) {}

  bool is_open() const { return socket_.is_open(); }
  int descriptor() { return socket_.native_handle(); }

  error_code connect(const tcp::endpoint& endpoint) {
    error_code error;
    close();
    socket_.connect(endpoint, error);
    if (!error) error = prepare();
    if (error) close();
    return error;
  }
  /// For a connected socket.
  error_code prepare() {
    error_code error;
    socket_.set_option(tcp::no_delay(true), error);
    close_on_exec(descriptor());
    is_blocking_ = true;
    return error;
  }
  void close() {
    error_code ignored;
    socket_.close(ignored);
  }
  /// Lets the peer read all that was written: what it still sends is read, and thrown away.
  void close_gently() {
    error_code error;
    socket_.shutdown(tcp::socket::shutdown_send, error);
    wait = {.until = Clock::now() + std::chrono::seconds(2)};
    char thrown_away[1 << 14];
    while (!error) read_some(asio::buffer(thrown_away), error);
    close();
  }

  template <class Buffers>
  std::size_t read_some(const Buffers& buffers, error_code& error) {
    // What answers something just written is hardly there yet: one system call less.
    if (std::exchange(has_written_, false) && !waits_in_the_system()) {
      error = asio::error::would_block;
      if (!is_worth_another_try(POLLIN, error)) return 0;
    }
    if (error = choose_mode(); error) return 0;
    std::size_t size = 0;
    do size = socket_.read_some(buffers, error);
    while (is_worth_another_try(POLLIN, error));
    return size;
  }
  template <class Buffers>
  std::size_t write_some(const Buffers& buffers, error_code& error) {
    has_written_ = true;
    // The head of a message comes in a dozen pieces, which cost the system more than a copy.
    char flat[kMostFlat];
    const std::size_t whole = boost::beast::buffer_bytes(buffers);
    if (whole <= sizeof flat) asio::buffer_copy(asio::buffer(flat), buffers);
    if (error = choose_mode(); error) return 0;
    std::size_t size = 0;
    do
      size = whole <= sizeof flat ? socket_.write_some(asio::buffer(flat, whole), error)
                                  : socket_.write_some(buffers, error);
    while (is_worth_another_try(POLLOUT, error));
    return size;
  }
  // The library asks for these without calling them.
  template <class Buffers>
  std::size_t read_some(const Buffers& buffers);
  template <class Buffers>
  std::size_t write_some(const Buffers& buffers);

  Wait wait{};                          // until when all of it must be done
  Clock::duration patience = kEndless;  // and how long nothing may happen

 private:
  static constexpr std::size_t kMostFlat = 4096;

  bool is_worth_another_try(short events, error_code& error) {
    if (error == asio::error::interrupted) return true;
    if (error != asio::error::would_block && error != asio::error::try_again) return false;
    Wait longest = wait;
    if (patience != kEndless) longest.until = std::min(longest.until, Clock::now() + patience);
    switch (wait_for(descriptor(), events, longest)) {
      case Waited::kReady: return true;
      case Waited::kTooLong: error = asio::error::timed_out; return false;
      case Waited::kInterrupted:
        // What has come already is taken: an event that gets lost is never answered.
        if (events == POLLIN && wait_for(descriptor(), events, {.until = {}}) == Waited::kReady)
          return true;
        error = asio::error::operation_aborted;
        return false;
    }
    return false;
  }

  /// Where nothing ends a wait but the peer, the operation itself can wait: half the system calls.
  bool waits_in_the_system() const {
    return wait.interrupt == nullptr && wait.until == Clock::time_point::max() &&
           patience == kEndless;
  }
  error_code choose_mode() {
    error_code error;
    if (is_blocking_ == waits_in_the_system()) return error;
    socket_.non_blocking(is_blocking_, error);
    is_blocking_ = !is_blocking_;
    return error;
  }

  tcp::socket socket_;
  bool is_blocking_ = true;
  bool has_written_ = false;  // since the last read
};

}  // namespace lambent::inline LAMBENT_ABI::detail
