// SPDX-License-Identifier: Apache-2.0
#include "harness.h"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <new>
#include <nlohmann/json.hpp>

namespace {

std::atomic<std::size_t> allocation_count{0};
std::atomic<std::size_t> in_use{0};
std::atomic<std::size_t> peak{0};

void* allocate(std::size_t size, std::size_t align) {
  void* const block = align > alignof(std::max_align_t)
                          ? std::aligned_alloc(align, (size + align - 1) / align * align)
                          : std::malloc(size);
  if (block == nullptr) throw std::bad_alloc();
  allocation_count.fetch_add(1, std::memory_order_relaxed);
  const std::size_t now = in_use.fetch_add(malloc_usable_size(block)) + malloc_usable_size(block);
  std::size_t highest = peak.load();
  while (now > highest && !peak.compare_exchange_weak(highest, now)) {
  }
  return block;
}

void release(void* block) {
  if (block != nullptr) in_use.fetch_sub(malloc_usable_size(block));
  std::free(block);
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size, 1); }
void* operator new(std::size_t size, std::align_val_t align) {
  return allocate(size, static_cast<std::size_t>(align));
}
void operator delete(void* block) noexcept { release(block); }
void operator delete(void* block, std::size_t) noexcept { release(block); }
void operator delete(void* block, std::align_val_t) noexcept { release(block); }
void operator delete(void* block, std::size_t, std::align_val_t) noexcept { release(block); }

namespace bench {
namespace {

using Clock = std::chrono::steady_clock;

double time_of(const Contender& contender, std::size_t times) {
  if (contender.time) return contender.time();
  const auto start = Clock::now();
  for (std::size_t i = 0; i < times; ++i) contender.run();
  return std::chrono::duration<double, std::nano>(Clock::now() - start).count() /
         static_cast<double>(times * contender.operations);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void print_bar(bool holds, const std::string& what, double figure, const char* bound,
               double limit) {
  fmt::print("{}: {} {:.2f} ({} {})\n", holds ? "holds" : "MISSED", what, figure, bound, limit);
}

}  // namespace

void at_most(double limit, double figure, const std::string& what) {
  print_bar(figure <= limit, what, figure, "at most", limit);
}

void at_least(double limit, double figure, const std::string& what) {
  print_bar(figure >= limit, what, figure, "at least", limit);
}

std::size_t allocations() { return allocation_count; }
std::size_t bytes_in_use() { return in_use; }
std::size_t peak_bytes() { return peak; }
void reset_peak() { peak = in_use.load(); }

std::string fixture(std::string_view name) {
  std::ifstream file(std::string(LAMBENT_FIXTURES) + "/" + std::string(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Harness::Harness(std::string bench, int count, char** values) : bench_(std::move(bench)) {
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = values[i];
    if (argument == "--quick") {
      rounds_ = 3;
    } else if (argument == "--json" && i + 1 < count) {
      json_file_ = values[++i];
    } else {
      fmt::print(stderr, "usage: {}_bench [--json FILE] [--quick]\n", bench_);
      std::exit(2);
    }
  }
  fmt::print("{:<22} {:<20} {:>12} {:>12} {:>18}\n", bench_, "contender", "ns", "allocations",
             "times lambent's");
}

std::vector<Result> Harness::measure(const std::string& name_of_case,
                                     const std::vector<Contender>& contenders) {
  constexpr double kBatchNs = 3e6;
  std::vector<std::size_t> times;
  std::vector<double> per_run;
  for (const Contender& contender : contenders) {
    const double once = time_of(contender, 3) * static_cast<double>(contender.operations);
    times.push_back(std::max<std::size_t>(1, static_cast<std::size_t>(kBatchNs / once)));
    time_of(contender, times.back());  // warm-up
    if (contender.time) contender.run();  // on this thread, too
    const std::size_t before = allocations();
    contender.run();
    contender.run();
    per_run.push_back(static_cast<double>(allocations() - before) /
                      static_cast<double>(2 * contender.operations));
  }
  std::vector<std::vector<double>> rounds(contenders.size());
  for (int round = 0; round < rounds_; ++round)
    for (std::size_t i = 0; i < contenders.size(); ++i)
      rounds[i].push_back(time_of(contenders[i], times[i]));
  const double first = median(rounds[0]);
  std::vector<Result> results;
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    const double ns = median(rounds[i]);
    results.push_back({bench_, name_of_case, contenders[i].name, ns, per_run[i], ns / first});
    fmt::print("{:<22} {:<20} {:>12.1f} {:>12.1f} {:>18.2f}\n", i == 0 ? name_of_case : "",
               contenders[i].name, ns, per_run[i], ns / first);
  }
  results_.insert(results_.end(), results.begin(), results.end());
  return results;
}

int Harness::finish() {
  struct Summary {
    double log_sum = 0;
    double lowest = std::numeric_limits<double>::infinity();
    std::string lowest_case;
    int count = 0;
  };
  std::map<std::string, Summary> summaries;
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const Result& result : results_) {
    Summary& summary = summaries[result.contender];
    summary.log_sum += std::log(result.ratio);
    ++summary.count;
    if (result.ratio < summary.lowest) {
      summary.lowest = result.ratio;
      summary.lowest_case = result.name_of_case;
    }
    rows.push_back({{"bench", result.bench},
                    {"case", result.name_of_case},
                    {"contender", result.contender},
                    {"ns", result.ns},
                    {"allocations", result.allocations},
                    {"ratio_to_lambent", result.ratio}});
  }
  for (const auto& [contender, summary] : summaries)
    if (contender != "lambent")
      fmt::print("{}: geometric mean {:.2f} times lambent's, lowest {:.2f} ({})\n", contender,
                 std::exp(summary.log_sum / summary.count), summary.lowest, summary.lowest_case);
  if (json_file_.empty()) return 0;
  std::ofstream file(json_file_);
  file << rows.dump(1) << '\n';
  return file ? 0 : 1;
}

}  // namespace bench
