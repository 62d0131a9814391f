// SPDX-License-Identifier: Apache-2.0
// What README.md takes for given.
#pragma once

#include <array>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "lambent/fields.h"
#include "order.h"

struct Orders {
  absl::Status add(const Order& order) {
    if (order.pieces == 0) return absl::InvalidArgumentError("no pieces");
    return absl::OkStatus();
  }
};

inline void make_thumbnail(const std::string& key) { std::cout << key << '\n'; }
