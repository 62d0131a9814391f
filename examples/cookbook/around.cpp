// SPDX-License-Identifier: Apache-2.0
// What stands around every dispatch: an interceptor that answers a repeated request as the first
// one, and an observer that logs.
#include <array>
#include <cstdint>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "lambent/dispatcher.h"

struct Receipt {
  std::int64_t payment{};
};
template <>
inline constexpr auto lambent::fields<Receipt> = std::array{
    lambent::field<&Receipt::payment>("payment"),
};

namespace {

/// Answers by request id. A service keeps them in a database, which also locks an id in work.
class Answers {
 public:
  absl::StatusOr<std::string> once(std::string_view payload, const lambent::Context& context,
                                   lambent::Next next) {
    const std::string id(context.request_id);
    {
      const std::lock_guard lock(mutex_);
      if (const auto known = answers_.find(id); known != answers_.end()) return known->second;
    }
    absl::StatusOr<std::string> answer = next(payload, context);
    if (answer.ok()) {  // what failed may be tried again
      const std::lock_guard lock(mutex_);
      answers_.emplace(id, *answer);
    }
    return answer;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> answers_;
};

}  // namespace

int main() {
  Answers answers;
  std::int64_t payments = 0;
  lambent::Dispatcher dispatcher;
  // [register]
  dispatcher
      .around([&](std::string_view payload, const lambent::Context& context, lambent::Next next) {
        return answers.once(payload, context, next);
      })
      .on_any([](const lambent::Dispatched& done) {
        std::cout << "log: " << done.context.request_id << ' '
                  << absl::StatusCodeToString(done.status.code()) << '\n';
      })
      .otherwise<lambent::RawJson>([&](const lambent::RawJson&) -> absl::StatusOr<Receipt> {
        if (++payments == 2) return absl::UnavailableError("the bank is closed");
        return Receipt{payments};
      });
  // [register]

  for (const std::string_view id : {"r1", "r1", "r2"}) {
    const auto answer = dispatcher.dispatch(R"({"pay": 12})", {.request_id = id});
    std::cout << id << ": " << (answer.ok() ? *answer : answer.status().ToString()) << '\n';
  }
}

// prints:
// log: r1 OK
// r1: {"payment":1}
// log: r1 OK
// r1: {"payment":1}
// log: r2 UNAVAILABLE
// r2: UNAVAILABLE: the bank is closed
