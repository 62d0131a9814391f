// SPDX-License-Identifier: Apache-2.0
// Threads of yours that run records of a batch. Included by lambent/batch.h.
#pragma once

#include <functional>

#include "lambent/detail/abi.h"

namespace lambent::inline LAMBENT_ABI {

/// Runs a piece of work: at once on the calling thread, later, or never, whatever suits it. The
/// dispatching thread works too, waits only for what has begun, and does what nobody else does. Work
/// that begins when the batch is over does nothing; what the executor throws counts as a refusal.
/// Thread-safety: it is called from every thread that dispatches such a batch, so maybe from several
/// at once.
using Executor = std::function<void(std::function<void()> work)>;

}  // namespace lambent::inline LAMBENT_ABI
