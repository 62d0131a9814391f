// SPDX-License-Identifier: Apache-2.0
// How many events a second can be matched with how many patterns? Beside it: what it costs to parse
// the event with nlohmann/json, and to match the patterns one by one.
//
//   pattern_bench [--quick] [--json FILE] [--workload DIR]
//
// DIR has lots.jsonl, orders.jsonl, rules_lots.jsonl and rules_orders.jsonl, and maybe
// reference.json with the number of matches that each case must have.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness.h"
#include "lambent/dispatcher.h"
#include "lambent/events/eventbridge.h"
#include "lambent/pattern.h"
#include "pattern_workload.h"

namespace {

using Texts = std::vector<std::string>;

std::vector<lambent::Pattern> parsed(const Texts& texts, std::size_t count) {
  std::vector<lambent::Pattern> patterns;
  for (std::size_t i = 0; i < count; ++i) {
    auto pattern = lambent::Pattern::parse(texts[i]);
    if (!pattern.ok()) {
      std::fprintf(stderr, "pattern_bench: %s\n", std::string(pattern.status().message()).c_str());
      std::exit(1);
    }
    patterns.push_back(*std::move(pattern));
  }
  return patterns;
}

lambent::PatternSet set_of(const std::vector<lambent::Pattern>& patterns) {
  lambent::PatternSet set;
  for (const lambent::Pattern& pattern : patterns) set.add(pattern);
  return set;
}

std::size_t count_matches(const lambent::PatternSet& set, const Texts& events, std::size_t count) {
  std::size_t matches = 0;
  std::vector<lambent::PatternSet::Id> ids;
  for (std::size_t i = 0; i < count; ++i) {
    if (!set.matching(events[i], ids).ok()) std::exit(1);
    matches += ids.size();
  }
  return matches;
}

class Subject {
 public:
  Subject(int count, char** values, nlohmann::json reference)
      : harness_("pattern", count, values), reference_(std::move(reference)) {}

  /// Matches the events with the patterns; `bar`: events per second that it must reach.
  void run(const std::string& name, const Texts& events, const Texts& texts, std::size_t patterns,
           double bar) {
    const auto compiled = parsed(texts, patterns);
    const lambent::PatternSet set = set_of(compiled);
    const std::size_t sample = std::min<std::size_t>(events.size(), 2000);
    std::vector<bench::Contender> contenders = {
        {"lambent", [&] { bench::keep(count_matches(set, events, sample)); }, sample, {}},
        {"nlohmann_dom",
         [&] {
           for (std::size_t i = 0; i < 200; ++i) bench::keep(nlohmann::json::parse(events[i]));
         },
         200,
         {}}};
    if (patterns > 1) {
      contenders.push_back({"one by one",
                            [&] {
                              for (std::size_t i = 0; i < 20; ++i)
                                for (const lambent::Pattern& pattern : compiled)
                                  bench::keep(pattern.matches(events[i]));
                            },
                            20,
                            {}});
    }
    const auto results = harness_.measure(name, contenders);
    if (bar > 0) bench::at_least(bar, 1e9 / results[0].ns, name + ", events per second");
    check_matches(name, set, events, patterns);
  }

  /// Dispatches the events to as many handlers with a pattern each. One pass over the event is what
  /// a set takes; the rest is that of any dispatch.
  void dispatch(const Texts& events, const Texts& texts, std::size_t handlers) {
    lambent::Dispatcher patterned;
    std::size_t calls = 0;
    for (std::size_t i = 0; i < handlers; ++i) {
      patterned.on<lambent::EventBridgeEvent>([&](const lambent::EventBridgeEvent&) { ++calls; },
                                              {.pattern = texts[i]});
    }
    lambent::Dispatcher plain;
    plain.on<lambent::EventBridgeEvent>(
        [](const lambent::EventBridgeEvent& event) { bench::keep(event.id); });
    const lambent::PatternSet set = set_of(parsed(texts, handlers));
    const std::size_t sample = std::min<std::size_t>(events.size(), 2000);
    const auto dispatch = [&](const lambent::Dispatcher& dispatcher) {
      return [&] {
        for (std::size_t i = 0; i < sample; ++i)
          if (!dispatcher.dispatch(events[i]).ok()) std::exit(1);
      };
    };
    dispatch(patterned)();
    if (calls != count_matches(set, events, sample)) {
      std::fprintf(stderr, "pattern_bench: handlers and the set do not match the same\n");
      std::exit(1);
    }
    const std::string name = std::to_string(handlers) + " handlers";
    const auto results = harness_.measure(
        name,
        {{"lambent", dispatch(patterned), sample, {}},
         {"one without pattern", dispatch(plain), sample, {}},
         {"the set alone", [&] { bench::keep(count_matches(set, events, sample)); }, sample, {}}});
    bench::at_most(1.3, results[0].ns / (results[1].ns + results[2].ns),
                   name + " with patterns, over the sum of one without and the set");
  }

  /// Compiling patterns into a set, once.
  void compile(const Texts& texts, std::size_t count) {
    std::vector<double> times;
    for (int round = 0; round < 9; ++round) {
      const auto start = std::chrono::steady_clock::now();
      bench::keep(set_of(parsed(texts, count)));
      times.push_back(
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
              .count());
    }
    std::sort(times.begin(), times.end());
    std::printf("compiling %zu patterns: %.2f ms, median of 9\n", count, times[4]);
    bench::at_most(10, times[4], "milliseconds to compile 1,000 patterns");
  }

  int finish() { return harness_.finish(); }

 private:
  void check_matches(const std::string& name, const lambent::PatternSet& set, const Texts& events,
                     std::size_t patterns) {
    for (const auto& [title, cases] : reference_.items()) {
      if (!cases.is_object()) continue;
      for (const auto& [key, figures] : cases.items()) {
        const bool is_order = title.starts_with("orders");
        if (!figures.is_object() || !figures.contains("matches")) continue;
        if (is_order ? name != key + " mixed" || std::to_string(patterns) != key : name != key)
          continue;
        const std::size_t count = figures.value("events", events.size());
        bench::at_least(figures["matches"], static_cast<double>(count_matches(set, events, count)),
                        name + ", matches");
        bench::at_most(figures["matches"], static_cast<double>(count_matches(set, events, count)),
                       name + ", matches");
      }
    }
  }

  bench::Harness harness_;
  nlohmann::json reference_;
};

}  // namespace

int main(int count, char** values) {
  std::string folder;
  std::vector<char*> others;
  for (int i = 0; i < count; ++i) {
    if (std::string_view(values[i]) == "--workload" && i + 1 < count) {
      folder = values[++i];
    } else {
      others.push_back(values[i]);
    }
  }
  nlohmann::json reference = nlohmann::json::object();
  if (std::ifstream file(folder + "/reference.json"); !folder.empty() && file) file >> reference;
  const bench::PatternWorkload workload =
      folder.empty() ? bench::WorkloadMaker().make(5000, 10000) : bench::read_workload(folder);

  Subject subject(static_cast<int>(others.size()), others.data(), std::move(reference));
  for (const auto& [group, patterns] : workload.lot_groups) {
    const bool complex = group.starts_with("complex") || group.starts_with("COMPLEX");
    subject.run(group, workload.lots, patterns, patterns.size(), complex ? 700'000 : 1'500'000);
  }
  for (const auto& [patterns, bar] :
       {std::pair<std::size_t, double>{1, 0}, {10, 0}, {100, 1e6}, {1000, 400'000}, {10000, 0}})
    subject.run(std::to_string(patterns) + " mixed", workload.orders, workload.order_patterns,
                patterns, bar);
  for (const std::size_t handlers : {1, 100, 1000})
    subject.dispatch(workload.orders, workload.order_patterns, handlers);
  subject.compile(workload.order_patterns, 1000);
  return subject.finish();
}
