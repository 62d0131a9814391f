// SPDX-License-Identifier: Apache-2.0
// Counts what a dispatcher does, by source.
//
//   lambent::DispatchCounts counts;
//   dispatcher.on_any(counts.observer());
//   for (const auto& [source, count] : counts.totals()) ...
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "lambent/dispatcher.h"

namespace lambent::inline LAMBENT_ABI {

/// Threads that dispatch share nothing: each counts in a cell of its own.
/// Thread-safety: everything may be called from any thread at any time. The observer may outlive
/// this object.
class DispatchCounts {
 public:
  struct Count {
    std::uint64_t dispatched = 0;            ///< Events.
    std::uint64_t failed = 0;                ///< Of those: ended with an error.
    std::chrono::nanoseconds duration{};     ///< Of all of them together.
  };
  /// By source; what was not recognised counts under "".
  using Totals = std::map<std::string, Count, std::less<>>;

  /// For Dispatcher::on_any(), of as many dispatchers as you like.
  std::function<void(const Dispatched&)> observer() const {
    return [cells = cells_](const Dispatched& dispatched) {
      Cell& cell = cells->mine();
      const std::lock_guard lock(cell.mutex);  // nobody else wants it but totals()
      auto found = cell.counts.find(dispatched.source);
      if (found == cell.counts.end())
        found = cell.counts.try_emplace(std::string(dispatched.source)).first;
      ++found->second.dispatched;
      if (!dispatched.status.ok()) ++found->second.failed;
      found->second.duration += dispatched.duration;
    };
  }

  /// What all threads have counted so far, those that have ended too.
  Totals totals() const {
    const std::lock_guard lock(cells_->mutex);
    Totals sum = cells_->ended;
    cells_->late.add_to(sum);
    for (const std::weak_ptr<Cell>& weak : cells_->cells)
      if (const auto cell = weak.lock()) cell->add_to(sum);
    return sum;
  }

 private:
  struct Cells;

  struct Cell {
    std::mutex mutex;
    Totals counts;

    void add_to(Totals& sum) {
      const std::lock_guard lock(mutex);
      for (const auto& [source, count] : counts) {
        Count& to = sum[source];
        to.dispatched += count.dispatched;
        to.failed += count.failed;
        to.duration += count.duration;
      }
    }
  };

  /// Whether this thread's cells have been destroyed.
  static bool& is_over() {
    thread_local bool over = false;
    return over;
  }

  /// The cells of one thread, by what they count for.
  struct Mine {
    std::vector<std::pair<std::weak_ptr<Cells>, std::shared_ptr<Cell>>> cells;

    ~Mine() {
      is_over() = true;
      for (auto& [weak, cell] : cells)
        if (const auto all = weak.lock()) all->end(std::move(cell));
    }
  };

  struct Cells : std::enable_shared_from_this<Cells> {
    std::mutex mutex;
    std::vector<std::weak_ptr<Cell>> cells;
    Totals ended;
    Cell late;  // of threads whose own cells are gone already

    Cell& mine() {
      if (is_over()) return late;
      thread_local Mine of_thread;
      for (auto& [weak, cell] : of_thread.cells)
        if (!weak.owner_before(weak_from_this()) && !weak_from_this().owner_before(weak))
          return *cell;
      std::erase_if(of_thread.cells, [](const auto& entry) { return entry.first.expired(); });
      auto cell = std::make_shared<Cell>();
      {
        const std::lock_guard lock(mutex);
        std::erase_if(cells, [](const auto& weak) { return weak.expired(); });
        cells.push_back(cell);
      }
      return *of_thread.cells.emplace_back(weak_from_this(), std::move(cell)).second;
    }

    void end(std::shared_ptr<Cell> cell) {
      const std::lock_guard lock(mutex);
      cell->add_to(ended);
      cell.reset();
    }
  };

  std::shared_ptr<Cells> cells_ = std::make_shared<Cells>();
};

}  // namespace lambent::inline LAMBENT_ABI
