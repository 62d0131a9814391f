// SPDX-License-Identifier: Apache-2.0
// The end of a handler, for the model checker GenMC: two threads come by in walk(), a third one
// removes the handler. Of include/lambent/detail/node.h and handler_table*.h, with the names used
// there. The light and the heavy fence are both modelled as sequentially consistent ones.
//
// No thread may run a destroyed callable, somebody must destroy it, and who waits in unsubscribe()
// must see that somebody left. -DNOFENCE_R leaves the light fences out, -DNOFENCE_W the heavy ones:
// then GenMC must find an error.
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

enum { kReaders = 2 };
enum { kDead = 1, kDestroyed = 2, kGone = 4 };

atomic_int frame_node[kReaders];  // Frame::node of each thread; 1: the handler
atomic_int state;                 // Node::state; 0: live
atomic_int exits;                 // Node::exits
int callable = 1;                 // not atomic: GenMC reports who races for it; 0: destroyed
int waits = 0;                    // unsubscribe() has found somebody inside ...
int exits_before;                 // ... and sleeps while `exits` is this

static void light_fence(void) {
#ifndef NOFENCE_R
  atomic_thread_fence(memory_order_seq_cst);
#endif
}

static void heavy_fence(void) {
#ifndef NOFENCE_W
  atomic_thread_fence(memory_order_seq_cst);
#endif
}

// publish<true>()
static void publish_node(int reader, int node) {
  atomic_store_explicit(&frame_node[reader], node, memory_order_release);
  light_fence();
}

// Acquire is enough for the scan; the header's seq_cst is for the mode without light fences.
static int is_running(void) {
  for (int i = 0; i < kReaders; ++i)
    if (atomic_load_explicit(&frame_node[i], memory_order_acquire) != 0) return 1;
  return 0;
}

static void destroy_if_idle(void) {
  if (is_running()) return;
  if ((atomic_fetch_or_explicit(&state, kDestroyed, memory_order_acq_rel) & kDestroyed) == 0) {
    callable = 0;
    atomic_fetch_or_explicit(&state, kGone, memory_order_release);
    atomic_fetch_add_explicit(&exits, 1, memory_order_release);
  }
}

static void leave_dead(void) {
  atomic_fetch_add_explicit(&exits, 1, memory_order_release);
  heavy_fence();
  destroy_if_idle();
}

// The walk over a list of this one handler.
static void *walk(void *reader_number) {
  const int reader = (int)(size_t)reader_number;
  publish_node(reader, 1);
  if (atomic_load_explicit(&state, memory_order_acquire) == 0) assert(callable == 1);
  publish_node(reader, 0);
  if (atomic_load_explicit(&state, memory_order_acquire) != 0) leave_dead();
  return NULL;
}

// bury(), and one round of the loop in bury_and_wait(). cancel() is the same without a wait.
static void *unsubscribe(void *unused) {
  (void)unused;
  atomic_fetch_or_explicit(&state, kDead, memory_order_acq_rel);
  heavy_fence();
  exits_before = atomic_load_explicit(&exits, memory_order_acquire);
  destroy_if_idle();
  if ((atomic_load_explicit(&state, memory_order_acquire) & kGone) != 0) {
    assert(callable == 0);
  } else {
    waits = 1;
  }
  return NULL;
}

int main(void) {
  pthread_t threads[kReaders + 1];
  for (size_t i = 0; i < kReaders; ++i) pthread_create(&threads[i], NULL, walk, (void *)i);
  pthread_create(&threads[kReaders], NULL, unsubscribe, NULL);
  for (int i = 0; i <= kReaders; ++i) pthread_join(threads[i], NULL);
  assert(callable == 0);
  if (waits) assert(atomic_load_explicit(&exits, memory_order_relaxed) != exits_before);
  return 0;
}
