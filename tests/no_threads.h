// SPDX-License-Identifier: Apache-2.0
// A system that starts no more threads for the process.
#pragma once

#include <pthread.h>

#include <cstddef>
#include <system_error>
#include <thread>

inline bool can_start_a_thread() {
  try {
    std::thread([] {}).join();
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

/// From begin() on, until it goes, threads want stacks for which there is no room.
class NoThreads {
 public:
  NoThreads() {
    ::pthread_getattr_default_np(&attributes_);
    ::pthread_attr_getstacksize(&attributes_, &size_);
  }
  NoThreads(const NoThreads&) = delete;
  NoThreads& operator=(const NoThreads&) = delete;
  ~NoThreads() {
    set(size_);
    ::pthread_attr_destroy(&attributes_);
  }
  void begin() { set(std::size_t{1} << 50); }

 private:
  void set(std::size_t size) {
    ::pthread_attr_setstacksize(&attributes_, size);
    ::pthread_setattr_default_np(&attributes_);
  }
  pthread_attr_t attributes_;
  std::size_t size_ = 0;
};
