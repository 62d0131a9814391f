// SPDX-License-Identifier: Apache-2.0
// Asks handlers to come to an end before their time is up.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// Thread-safety: from any thread at any time. Its thread begins with the first request.
class StopRequests {
  using Clock = std::chrono::steady_clock;
  using Requests = std::multimap<Clock::time_point, std::stop_source>;

 public:
  StopRequests() = default;
  StopRequests(const StopRequests&) = delete;
  StopRequests& operator=(const StopRequests&) = delete;
  ~StopRequests();

  /// Takes a request back when it goes away.
  class [[nodiscard]] Request {
   public:
    Request() = default;
    Request(const Request&) = delete;
    Request& operator=(const Request&) = delete;
    ~Request() {
      if (requests_ != nullptr) requests_->remove(at_);
    }

   private:
    friend class StopRequests;
    Request(StopRequests* requests, Requests::iterator at) : requests_(requests), at_(at) {}
    StopRequests* requests_ = nullptr;
    Requests::iterator at_{};
  };
  /// `then` may be over already; time_point::max() is never, but for all_now(). Where no thread can
  /// be started that would ask, nobody is asked.
  Request at(Clock::time_point then, std::stop_source source);
  /// Asks all that are there, and all that come.
  void all_now();

 private:
  void remove(Requests::iterator at);
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  Requests requests_;
  Clock::time_point next_look_ = Clock::time_point::max();
  bool all_now_ = false;
  bool over_ = false;
  std::thread thread_;
};

}  // namespace lambent::inline LAMBENT_ABI::detail
