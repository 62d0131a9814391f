// SPDX-License-Identifier: Apache-2.0
// Signals that ask the process to come to an end.
#pragma once

#include <csignal>
#include <initializer_list>
#include <vector>

#include "runtime/interrupt.h"

namespace lambent::inline LAMBENT_ABI::detail {

/// What a second signal of the same kind does.
enum class SecondSignal {
  kEndsProcess,  // for people, who may not want to wait
  kIsIgnored,    // for a platform that ends what takes too long by other means
};

/// While it lives, these signals set an Interrupt. One at a time in a process.
class EndingSignals {
 public:
  EndingSignals(Interrupt& interrupt, std::initializer_list<int> signals, SecondSignal second);
  EndingSignals(const EndingSignals&) = delete;
  EndingSignals& operator=(const EndingSignals&) = delete;
  ~EndingSignals();

  /// Whether one has come.
  bool has_come() const;

 private:
  struct Old {
    int signal;
    struct sigaction action;
  };
  std::vector<Old> old_;
};

}  // namespace lambent::inline LAMBENT_ABI::detail
