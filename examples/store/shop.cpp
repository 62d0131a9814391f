// SPDX-License-Identifier: Apache-2.0
#include "shop.h"

#include <algorithm>
#include <array>
#include <utility>

namespace shop {

std::vector<Product> Shop::products() const {
  return {{"lamp", "Brass lamp", 129.5}, {"wick", "Cotton wick", 2.25}, {"oil", "Lamp oil", 9.9}};
}

void Shop::add_thumbnail(std::string photo) {
  const std::lock_guard lock(mutex_);
  std::string file = "thumbnails/" + photo;
  thumbnails_.insert_or_assign(std::move(photo), std::move(file));
}

void Shop::send(std::string recipient_and_text) {
  const std::lock_guard lock(mutex_);
  outbox_.push_back(std::move(recipient_and_text));
}

void Shop::count_order(double total) {
  const std::lock_guard lock(mutex_);
  ++figures_.orders;
  figures_.turnover += total;
}

void Shop::count_click() {
  const std::lock_guard lock(mutex_);
  ++figures_.clicks;
}

void Shop::count_alarm() {
  const std::lock_guard lock(mutex_);
  ++figures_.alarms;
}

bool Shop::work_off(std::string_view task) {
  constexpr std::array<std::string_view, 3> kTasks = {"pack", "ship", "restock"};
  return std::find(kTasks.begin(), kTasks.end(), task) != kTasks.end();
}

Figures Shop::figures() const {
  const std::lock_guard lock(mutex_);
  return figures_;
}

std::size_t Shop::thumbnails() const {
  const std::lock_guard lock(mutex_);
  return thumbnails_.size();
}

std::vector<std::string> Shop::outbox() const {
  const std::lock_guard lock(mutex_);
  return outbox_;
}

}  // namespace shop
