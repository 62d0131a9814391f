// SPDX-License-Identifier: Apache-2.0
#include "lambent/detail/batch_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "absl/container/flat_hash_map.h"
#include "lambent/detail/exceptions.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

/// One batch on its way. Helpers that come too late find nothing left to take, and touch nothing
/// but this.
class BatchRun {
 public:
  BatchRun(const BatchPlan& plan, const Context& context)
      : plan_(plan), context_(context), outcomes_(plan.size) {
    std::uint32_t blocks = 0;
    for (const std::uint32_t block : plan.blocks) blocks = std::max(blocks, block + 1);
    failed_at_ = std::vector<std::atomic<std::uint32_t>>(blocks);
    for (auto& place : failed_at_) place.store(kNowhere, std::memory_order_relaxed);
  }

  void run_alone() {
    for (std::uint32_t i = 0; i < outcomes_.size(); ++i) run(i);
  }

  void make_queues() {
    if (plan_.lanes.empty()) {
      for (std::uint32_t i = 0; i < outcomes_.size(); ++i) queues_.push_back({i});
      return;
    }
    std::uint32_t lanes = 0;
    for (const std::uint32_t lane : plan_.lanes) lanes = std::max(lanes, lane + 1);
    queues_.resize(lanes);
    for (std::uint32_t i = 0; i < outcomes_.size(); ++i) queues_[plan_.lanes[i]].push_back(i);
  }
  std::size_t queues() const { return queues_.size(); }

  /// Takes queue after queue until none is left.
  void help() {
    for (;;) {
      const std::size_t mine = next_.fetch_add(1, std::memory_order_relaxed);
      if (mine >= queues_.size()) return;
      for (const std::uint32_t i : queues_[mine]) run(i);
      // Partner: wait(), which then sees the outcomes.
      if (done_.fetch_add(1, std::memory_order_acq_rel) + 1 == queues_.size()) done_.notify_all();
    }
  }
  void wait() {
    for (std::size_t done; (done = done_.load(std::memory_order_acquire)) != queues_.size();)
      done_.wait(done, std::memory_order_acquire);
  }

  Outcomes take() { return std::move(outcomes_); }

 private:
  static constexpr std::uint32_t kNowhere = ~std::uint32_t{0};

  bool is_blocked(std::uint32_t i) const {
    if (stopped_.load(std::memory_order_relaxed)) return true;
    return !plan_.blocks.empty() && failed_at_[plan_.blocks[i]].load(std::memory_order_relaxed) < i;
  }

  void run(std::uint32_t i) {
    if (is_blocked(i)) {
      outcomes_[i] = absl::AbortedError("a record before this one failed");
    } else {
      outcomes_[i] = time_is_up(context_, plan_.deadline_margin);
      const bool is_begun = outcomes_[i].ok();
      if (is_begun) outcomes_[i] = plan_.run(i);
      // Where the time is up, thousands are left: the first one says it for all.
      if (!outcomes_[i].ok() && context_.failure_listener != nullptr &&
          (is_begun || !is_time_told_.exchange(true, std::memory_order_relaxed)))
        context_.failure_listener->failed(plan_.name(i), outcomes_[i], context_);
    }
    if (outcomes_[i].ok()) return;
    if (plan_.stop_at_first_failure) stopped_.store(true, std::memory_order_relaxed);
    if (plan_.blocks.empty()) return;
    std::atomic<std::uint32_t>& first = failed_at_[plan_.blocks[i]];
    std::uint32_t known = first.load(std::memory_order_relaxed);
    while (i < known && !first.compare_exchange_weak(known, i, std::memory_order_relaxed)) {
    }
  }

  const BatchPlan& plan_;
  const Context& context_;
  Outcomes outcomes_;
  std::vector<std::atomic<std::uint32_t>> failed_at_;  // of each block: the earliest failure
  std::atomic<bool> stopped_{false};
  std::atomic<bool> is_time_told_{false};
  std::vector<std::vector<std::uint32_t>> queues_;
  std::atomic<std::size_t> next_{0};
  std::atomic<std::size_t> done_{0};
};

/// Threads that work through a queue.
class Pool {
 public:
  explicit Pool(std::size_t threads) {
    for (std::size_t i = 0; i < threads; ++i) {
      const absl::Status started = without_exceptions([&] {
        threads_.emplace_back([this] { work(); });
        return absl::OkStatus();
      });
      if (!started.ok()) return;  // fewer will do: the dispatching thread works, too
    }
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  void add(std::function<void()> piece) {
    if (threads_.empty()) return;
    {
      const std::lock_guard lock(mutex_);
      pieces_.push_back(std::move(piece));
    }
    changed_.notify_one();
  }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [&] { return over_ || !pieces_.empty(); });
      if (pieces_.empty()) return;
      const std::function<void()> piece = std::move(pieces_.front());
      pieces_.pop_front();
      lock.unlock();
      piece();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> pieces_;
  bool over_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace

std::vector<std::uint32_t> numbered(const std::vector<std::string>& names) {
  absl::flat_hash_map<std::string, std::uint32_t> numbers;
  std::vector<std::uint32_t> result;
  result.reserve(names.size());
  for (const std::string& name : names)
    result.push_back(numbers.try_emplace(name, numbers.size()).first->second);
  return result;
}

Outcomes run_batch(const BatchPlan& plan, const Context& context) {
  if (plan.parallelism <= 1 || plan.size <= 1) {
    BatchRun run(plan, context);
    run.run_alone();
    return run.take();
  }
  const auto run = std::make_shared<BatchRun>(plan, context);
  run->make_queues();
  // This thread works, too: where the executor is busy, nothing waits for it.
  const std::size_t helpers = std::min(plan.parallelism, run->queues()) - 1;
  for (std::size_t i = 0; i < helpers; ++i) {
    const absl::Status given = without_exceptions([&] {
      plan.executor([run] { run->help(); });
      return absl::OkStatus();
    });
    if (!given.ok()) break;
  }
  run->help();
  run->wait();
  return run->take();
}

absl::Status time_is_up(const Context& context, std::chrono::milliseconds margin) {
  if (context.stop.stop_requested())
    return absl::CancelledError("asked to stop before this record");
  if (context.remaining() <= margin)
    return absl::DeadlineExceededError("no time was left for this record");
  return absl::OkStatus();
}

std::string name_of_record(std::string_view id, std::size_t index, std::string_view source) {
  if (id.empty()) return fmt::format("record #{} of {}", index, source);
  return fmt::format("record {} of {}", id, source);
}

bool none_handled(const Outcomes& outcomes) {
  return !outcomes.empty() && std::none_of(outcomes.begin(), outcomes.end(),
                                           [](const absl::Status& status) { return status.ok(); });
}

absl::Status joined_failure(const Outcomes& outcomes) {
  const auto failed = [](const absl::Status& status) { return !status.ok(); };
  const auto first = std::find_if(outcomes.begin(), outcomes.end(), failed);
  if (first == outcomes.end()) return absl::OkStatus();
  const auto count = std::count_if(outcomes.begin(), outcomes.end(), failed);
  if (count == 1) return *first;
  return {first->code(), fmt::format("{} of {} records were not handled, the first: {}", count,
                                     outcomes.size(), std::string(first->message()))};
}

Executor own_threads(std::size_t threads) {
  return [pool = std::make_shared<Pool>(threads)](std::function<void()> piece) {
    pool->add(std::move(piece));
  };
}

}  // namespace lambent::inline LAMBENT_ABI::detail
