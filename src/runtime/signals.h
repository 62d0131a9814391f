// SPDX-License-Identifier: Apache-2.0
// Signals that ask the process to come to an end.
#pragma once

#include <csignal>
#include <initializer_list>
#include <vector>

#include "runtime/interrupt.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// While it lives, these signals set an Interrupt; a second one of the same kind ends the process.
/// One at a time in a process.
class EndingSignals {
 public:
  EndingSignals(Interrupt& interrupt, std::initializer_list<int> signals);
  EndingSignals(const EndingSignals&) = delete;
  EndingSignals& operator=(const EndingSignals&) = delete;
  ~EndingSignals();

 private:
  struct Old {
    int signal;
    struct sigaction action;
  };
  std::vector<Old> old_;
};

}  // namespace lambent::inline LAMBENT_ABI::detail
