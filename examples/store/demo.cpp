// SPDX-License-Identifier: Apache-2.0
// Runs the shop over payloads and prints a table of what became of each.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers.h"
#include "lambent/dispatcher.h"
#include "lambent/events.h"
#include "shop.h"

namespace {

std::optional<std::string> read(const std::string& name) {
  if (name == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  if (!std::filesystem::is_regular_file(name)) return std::nullopt;
  std::ifstream file(name, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// The source whose handlers take an event where nobody takes the event itself.
std::string_view base_of(std::string_view name) {
  std::string_view base;
  lambent::for_each_event([&]<class E>() {
    if (lambent::source<E>.name == name) base = lambent::source<E>.base;
  });
  return base;
}

/// The handlers that may have run, by name.
std::string names_of(const lambent::Dispatcher& dispatcher, std::string_view source) {
  std::string names;
  for (; names.empty() && !source.empty(); source = base_of(source)) {
    for (const lambent::HandlerInfo& handler : dispatcher.handlers()) {
      if (handler.source != source) continue;
      if (!names.empty()) names += ", ";
      names += handler.name;
    }
  }
  return names;
}

/// As much as fits, ASCII only, so that columns stay columns.
std::string shortened(std::string text, std::size_t width) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e) c = '?';
  if (text.size() > width) text = text.substr(0, width - 3) + "...";
  return text;
}

/// A handler's refusal is an answer, too: an authorizer says "Unauthorized" so.
bool is_answered(const absl::Status& status) {
  return !absl::IsInvalidArgument(status) && !absl::IsNotFound(status) &&
         !absl::IsUnimplemented(status) && !absl::IsResourceExhausted(status);
}

}  // namespace

int main(int count, char** values) {
  if (count < 2) {
    fmt::print(stderr, "usage: store_demo PAYLOAD...   (- is standard input)\n");
    return 2;
  }
  shop::Shop shop;
  lambent::Dispatcher dispatcher;
  shop::register_handlers(dispatcher, shop);
  std::string source;
  dispatcher.on_any([&](const lambent::Dispatched& dispatched) { source = dispatched.source; });
  if (!dispatcher.status().ok()) {
    fmt::print(stderr, "store_demo: {}\n", std::string(dispatcher.status().message()));
    return 2;
  }

  int code = 0;
  fmt::print("{:<28} {:<26} {:<13} {:>9}  {}\n", "file", "recognised as", "handler", "us",
             "answer");
  for (int i = 1; i < count; ++i) {
    const std::optional<std::string> payload = read(values[i]);
    if (!payload) {
      fmt::print(stderr, "store_demo: {}: cannot be read\n", values[i]);
      code = 2;
      continue;
    }
    std::string copy = *payload;
    (void)lambent::recognise(copy);  // the first use of a process sets things up; not timed
    source.clear();
    const auto start = std::chrono::steady_clock::now();
    const absl::StatusOr<std::string> answer = dispatcher.dispatch(std::move(copy));
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
    if (!is_answered(answer.status()) && code == 0) code = 1;
    const std::string shown =
        answer.ok() ? *answer : "error: " + std::string(answer.status().message());
    const bool known = !source.empty();
    fmt::print(
        "{:<28} {:<26} {:<13} {:>9.1f}  {}\n",
        shortened(std::filesystem::path(values[i]).filename().string(), 28), known ? source : "-",
        known ? shortened(names_of(dispatcher, source), 13) : (answer.ok() ? "otherwise" : "-"),
        took.count(), shortened(shown, 90));
  }
  const shop::Figures figures = shop.figures();
  fmt::print("\ndashboard: {} orders, {:.2f} turnover, {} clicks, {} alarms, {} thumbnails\n",
             figures.orders, figures.turnover, figures.clicks, figures.alarms, shop.thumbnails());
  for (const std::string& mail : shop.outbox()) fmt::print("sent to {}\n", shortened(mail, 100));
  return code;
}
