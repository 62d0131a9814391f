// SPDX-License-Identifier: Apache-2.0
#include "runtime/stop_requests.h"

#include <utility>
#include <vector>

#include "lambent/detail/exceptions.h"

namespace lambent::inline LAMBENT_ABI::detail {

StopRequests::~StopRequests() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

StopRequests::Request StopRequests::at(Clock::time_point then, std::stop_source source) {
  std::unique_lock lock(mutex_);
  if (all_now_ || then <= Clock::now()) {
    lock.unlock();
    source.request_stop();
    return {};
  }
  if (!thread_.joinable()) {
    const absl::Status started = without_exceptions([this] {
      thread_ = std::thread([this] { run(); });
      return absl::OkStatus();
    });
    if (!started.ok()) return {};
  }
  const auto at = requests_.emplace(then, std::move(source));
  // Deadlines mostly come one after another: then the thread need not be woken for each.
  if (then < next_look_) changed_.notify_one();
  return {this, at};
}

void StopRequests::all_now() {
  {
    const std::lock_guard lock(mutex_);
    all_now_ = true;
  }
  changed_.notify_one();
}

void StopRequests::remove(Requests::iterator at) {
  const std::lock_guard lock(mutex_);
  requests_.erase(at);
}

void StopRequests::run() {
  std::unique_lock lock(mutex_);
  std::vector<std::stop_source> due;
  while (!over_) {
    const Clock::time_point now = Clock::now();
    next_look_ = Clock::time_point::max();
    for (auto& [then, source] : requests_) {
      if (then > now && !all_now_) {
        next_look_ = then;
        break;
      }
      if (source.stop_possible())
        due.push_back(std::exchange(source, std::stop_source(std::nostopstate)));
    }
    if (!due.empty()) {
      // Without the lock: this may run callbacks of the handler's.
      lock.unlock();
      for (std::stop_source& source : due) source.request_stop();
      due.clear();
      lock.lock();
    } else if (next_look_ == Clock::time_point::max()) {
      changed_.wait(lock);
    } else {
      changed_.wait_until(lock, next_look_);
    }
  }
}

}  // namespace lambent::inline LAMBENT_ABI::detail
