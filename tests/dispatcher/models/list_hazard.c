// SPDX-License-Identifier: Apache-2.0
// How a list is protected, for the model checker GenMC: a thread gets one with protect(), another
// replaces it twice and frees what it may. Of include/lambent/detail/slots.h and handler_table*.h,
// with the names used there. The light and the heavy fence are both modelled as sequentially
// consistent ones, and protect() gives up its tries after the first one.
//
// No list may be read that was freed. -DNOFENCE_R leaves the light fences out, -DNOFENCE_W the
// heavy ones: then GenMC must find an error.
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

enum { kLists = 3, kNone = -1 };

int lists[kLists] = {1, 1, 1};  // not atomic: GenMC reports who races for one; 0: freed
atomic_int head;                // the list that dispatches are to use
atomic_int frame_list;          // Frame::list
atomic_int acquiring;           // Slot::acquiring

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
static void publish(atomic_int *to, int value) {
  atomic_store_explicit(to, value, memory_order_release);
  light_fence();
}

static int protect(void) {
  int shared = atomic_load_explicit(&head, memory_order_relaxed);
  publish(&frame_list, shared);
  if (atomic_load_explicit(&head, memory_order_acquire) == shared) return shared;
  publish(&acquiring, 1);
  shared = atomic_load_explicit(&head, memory_order_acquire);
  atomic_store_explicit(&frame_list, shared, memory_order_relaxed);
  atomic_store_explicit(&acquiring, 0, memory_order_release);
  return shared;
}

static void *dispatch(void *unused) {
  (void)unused;
  const int list = protect();
  assert(lists[list] == 1);
  atomic_store_explicit(&frame_list, kNone, memory_order_release);
  return NULL;
}

// publish_list(), then reclaim(). Acquire is enough for the scans; the header's seq_cst is for the
// mode without light fences.
static void *replace_twice(void *unused) {
  (void)unused;
  for (int list = 1; list < kLists; ++list) {
    atomic_exchange_explicit(&head, list, memory_order_acq_rel);
    heavy_fence();
    if (atomic_load_explicit(&acquiring, memory_order_acquire) != 0) continue;
    for (int retired = 0; retired < list; ++retired)
      if (lists[retired] != 0 &&
          atomic_load_explicit(&frame_list, memory_order_acquire) != retired)
        lists[retired] = 0;
  }
  return NULL;
}

int main(void) {
  atomic_init(&frame_list, kNone);
  pthread_t reader;
  pthread_t writer;
  pthread_create(&reader, NULL, dispatch, NULL);
  pthread_create(&writer, NULL, replace_twice, NULL);
  pthread_join(reader, NULL);
  pthread_join(writer, NULL);
  return 0;
}
