// SPDX-License-Identifier: Apache-2.0
// A web shop's own code: what its handlers work on. It knows nothing of JSON or AWS.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace shop {

struct Product {
  std::string id{};
  std::string name{};
  double price{};
};

/// Figures on the dashboard.
struct Figures {
  std::int64_t orders{};
  double turnover{};
  std::int64_t clicks{};
  std::int64_t alarms{};
};

/// Everything the shop remembers.
/// Thread-safety: every member function may be called from any thread.
class Shop {
 public:
  std::vector<Product> products() const;
  void add_thumbnail(std::string photo);
  void send(std::string recipient_and_text);
  void count_order(double total);
  void count_click();
  void count_alarm();
  /// False where there is no such task.
  bool work_off(std::string_view task);
  Figures figures() const;
  std::size_t thumbnails() const;
  std::vector<std::string> outbox() const;

 private:
  mutable std::mutex mutex_;
  Figures figures_;
  std::map<std::string, std::string> thumbnails_;  // of a photo, the file it is in
  std::vector<std::string> outbox_;
};

}  // namespace shop
