// SPDX-License-Identifier: Apache-2.0
// The bridge to Catch2, of either generation: events and statuses print, and there are matchers for
// what dispatching gives. Nothing else of Lambent includes it.
//
//   CHECK_THAT(dispatcher.dispatch(http_get("/orders/0")), lambent::testing::Answered(404));
//   const auto two = sqs({{.message_id = "m1"}, {.message_id = "m2", .body = "bad"}});
//   CHECK_THAT(dispatcher.dispatch(two), lambent::testing::FailedItems("m2"));
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <algorithm>
#include <concepts>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lambent/event.h"
#include "lambent/http_response.h"

// --- printers ---

/// Events and other described values, as their JSON.
template <lambent::Described T>
struct Catch::StringMaker<T> {
  static std::string convert(const T& value) { return lambent::encode(value); }
};

template <class T>
struct Catch::StringMaker<lambent::Event<T>> {
  static std::string convert(const lambent::Event<T>& event) { return lambent::encode(*event); }
};

// Where your tests have their own printers of these two, define this before the inclusion.
#ifndef LAMBENT_NO_STATUS_PRINTERS
template <>
struct Catch::StringMaker<absl::Status> {
  static std::string convert(const absl::Status& status) { return status.ToString(); }
};

template <class T>
struct Catch::StringMaker<absl::StatusOr<T>> {
  static std::string convert(const absl::StatusOr<T>& result) {
    return result.ok() ? Catch::Detail::stringify(*result) : result.status().ToString();
  }
};
#endif

template <>
struct Catch::StringMaker<lambent::HttpResponse> {
  static std::string convert(const lambent::HttpResponse& response) {
    return std::to_string(response.status) + " " + response.body;
  }
};

namespace lambent::inline LAMBENT_ABI::testing {

#if __has_include(<catch2/catch_all.hpp>)
using Matcher = Catch::Matchers::MatcherGenericBase;
#else
/// What Catch2 asks of a matcher of several types.
class Matcher {
 public:
  virtual ~Matcher() = default;
  std::string toString() const { return describe(); }

 protected:
  virtual std::string describe() const = 0;
};
#endif

// --- matchers ---

/// An HTTP response with this status: of Routes::respond(), or as the JSON of a dispatch. An object
/// that names no status is 200, as it is for the gateways that take it: of sources that answer no
/// requests it proves nothing.
class Answered : public Matcher {
 public:
  /// With this status.
  explicit Answered(int status) : status_(status) {}

  bool match(const HttpResponse& response) const { return response.status == status_; }
  bool match(std::string_view json) const;
  template <Described T>
  bool match(const T& answer) const {
    return match(std::string_view(encode(answer)));
  }
  template <class T>
  bool match(const absl::StatusOr<T>& result) const {
    return result.ok() && match(*result);
  }

  std::string describe() const override { return "is answered with " + std::to_string(status_); }

 private:
  int status_;
};

/// The answer to a batch that names these records as failed, and no other; FailedItems() if none.
/// A record of Kafka is named by partition and offset: FailedItems("orders-1:15").
class FailedItems : public Matcher {
 public:
  /// With these ids, in any order.
  template <std::convertible_to<std::string_view>... Ids>
  explicit FailedItems(const Ids&... ids) : ids_{std::string(std::string_view(ids))...} {
    std::sort(ids_.begin(), ids_.end());
  }

  bool match(std::string_view json) const;
  template <Described T>
  bool match(const T& answer) const {
    return match(std::string_view(encode(answer)));
  }
  template <class T>
  bool match(const absl::StatusOr<T>& result) const {
    return result.ok() && match(*result);
  }

  std::string describe() const override {
    std::string text = ids_.empty() ? "has no failed item" : "has exactly the failed items";
    for (const std::string& id : ids_) text += " \"" + id + "\"";
    return text;
  }

 private:
  std::vector<std::string> ids_;
};

/// A Status that is OK, or a value in place of one.
class IsOk : public Matcher {
 public:
  bool match(const absl::Status& status) const { return status.ok(); }
  template <class T>
  bool match(const absl::StatusOr<T>& result) const {
    return result.ok();
  }
  std::string describe() const override { return "is OK"; }
};

/// A Status of this code, whatever its message, or a StatusOr that holds one.
class HasCode : public Matcher {
 public:
  /// With this code.
  explicit HasCode(absl::StatusCode code) : code_(code) {}
  bool match(const absl::Status& status) const { return status.code() == code_; }
  template <class T>
  bool match(const absl::StatusOr<T>& result) const {
    return match(result.status());
  }
  std::string describe() const override { return "is " + absl::StatusCodeToString(code_); }

 private:
  absl::StatusCode code_;
};

// --- recorded payloads ---

/// A file that lies beside the source file of the test, or has an absolute path. The test fails
/// where it cannot be read. Compiler caches and -ffile-prefix-map make names of source files
/// relative to the folder of the build: those are looked for from the working directory upwards.
inline std::string fixture(const std::string& path, const char* test_file = __builtin_FILE()) {
  const std::filesystem::path whole = std::filesystem::path(test_file).parent_path() / path;
  std::filesystem::path start = std::filesystem::current_path();
  INFO(whole.string() << ", looked for from " << start.string() << " upwards");
  std::error_code ignored;
  while (!std::filesystem::exists(start / whole, ignored) && start.has_relative_path())
    start = start.parent_path();
  std::ifstream file(start / whole, std::ios::binary);
  REQUIRE(file.is_open());
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The same as an event.
template <Described E>
Event<E> fixture(const std::string& path, const char* test_file = __builtin_FILE()) {
  absl::StatusOr<Event<E>> event = decode<E>(fixture(path, test_file));
  INFO(path << ": " << event.status());
  REQUIRE(event.ok());
  return *std::move(event);
}

}  // namespace lambent::inline LAMBENT_ABI::testing

// Implementation details; nothing there is meant for users.
#include "lambent/detail/catch2-inl.h"
