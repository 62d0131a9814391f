// SPDX-License-Identifier: Apache-2.0
// A Runtime API in this process: gives events, judges answers as the platform does, remembers every
// request, and can misbehave in all the ways in which the platform and the network can.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "runtime/http.h"
#include "stub_http.h"

namespace stub {

/// The largest answer that is no stream.
inline constexpr std::size_t kMostAnswer = 6'291'556;

enum class Call { kNext, kResponse, kError, kInitError, kRegister, kEventNext, kOther };

struct Event {
  std::string id{};  // no header is sent for an empty one
  std::string body = "{}";
  Headers headers{};
  bool is_chunked = false;
};

/// What happens to one request instead of what should.
struct Fault {
  enum class Kind {
    kAnswer,  // it is answered with `status` and `type`, and nothing else happens
    kRefuseEarly,  // the same, without reading the request's body
    kDoNotRead,  // the request's body is not read, nor is there an answer, until go_on()
    kHangUp,  // nor is it, and the connection is reset
    kBreak,  // the connection is broken before the first byte of the answer,
    kBreakInHead,  // in the middle of its header,
    kBreakInBody,  // or in the middle of its body
    kCloseBehind,  // all is as it should be, but the connection is closed behind the answer
    kSayClose,  // the same, which the answer says,
    kNoLength,  // or its body has no length, and ends with the connection
    kPauseInBody,  // or the second half of the answer's body comes after go_on() only
  };
  Kind kind = Kind::kAnswer;
  int status = 500;
  std::string type{};
  bool by_reset = false;  // the connection ends with an error, not with an end of file

  static Fault answer(int status, std::string type) {
    return {.kind = Kind::kAnswer, .status = status, .type = std::move(type)};
  }
};

/// It has threads of its own, and ends them when it goes. Thread-safety: everything from any
/// thread.
class StubApi {
 public:
  /// With a concurrency it behaves as the API of managed instances does, else as the classic one.
  explicit StubApi(std::optional<unsigned> max_concurrency = {});
  StubApi(const StubApi&) = delete;
  StubApi& operator=(const StubApi&) = delete;
  ~StubApi();

  lambent::detail::Endpoint address() const { return {"127.0.0.1", port_}; }

  // --- what it is to do: before a runtime begins, or while it runs

  void give(Event event);
  /// Once there are no more events, and all were answered, `/next` is answered with 500.
  void end();
  void misbehave(Call call, const Fault& fault, unsigned times = 1);
  void go_on();
  /// Of all connections that are opened from now on.
  void go_one_byte_at_a_time();
  /// Connections that are opened from now on take little before they are read.
  void have_small_buffers();
  /// For very many events: remembers answers only.
  void forget_requests();

  // --- what has happened

  /// Waits for it, but not for ever.
  bool wait_until(const std::function<bool()>& condition);
  std::vector<Request> requests(Call call) const;
  std::vector<Request> requests() const;
  unsigned count(Call call) const;
  /// What was accepted as the response to this event; nothing if none was.
  std::optional<std::string> answer_to(const std::string& id) const;
  std::size_t answers() const;
  /// Requests for an event that are waiting now, and the most that have ever been.
  unsigned waiting() const;
  unsigned most_waiting() const;
  /// Requests for an event while the one before it was neither answered nor reported.
  unsigned too_early() const;
  /// Answers that have come to their middle: see Fault::Kind::kPauseInBody.
  unsigned paused() const;
  /// Connections that were opened, and those that were closed from here.
  unsigned opened() const;
  unsigned closed() const;
  /// Those on which something came behind an answer that was the last one: see
  /// Fault::Kind::kSayClose and kNoLength.
  unsigned used_too_long() const;

 private:
  enum class State { kGiven, kOver };

  void accept_connections();
  void serve(Connection& connection, unsigned number);
  bool serve_one(Connection& connection, Call call, Request request);
  std::optional<Fault> take_fault(Call call);
  void give_up(Call call, const Request& request);
  std::optional<Answer> answer_of(Call call, const Request& request);
  std::optional<Answer> next_event();
  Answer judged(Call call, const Request& request);
  bool send(Connection& connection, Answer answer, const std::optional<Fault>& fault);

  const std::optional<unsigned> max_concurrency_;
  int listener_ = -1;
  std::uint16_t port_ = 0;

  // Recursive: conditions ask for what happened.
  mutable std::recursive_mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Event> events_;
  std::map<std::string, State> states_;
  std::map<std::string, std::string> answers_;
  std::map<Call, std::deque<Fault>> faults_;
  std::deque<std::pair<Call, Request>> requests_;
  std::map<Call, unsigned> counts_;
  unsigned waiting_ = 0;
  unsigned most_waiting_ = 0;
  unsigned too_early_ = 0;
  unsigned paused_ = 0;
  unsigned closed_ = 0;
  unsigned used_too_long_ = 0;
  unsigned in_flight_ = 0;
  bool ends_ = false;
  bool goes_on_ = false;
  bool is_stopping_ = false;
  bool one_byte_at_a_time_ = false;
  bool forgets_ = false;

  std::list<Connection> connections_;
  std::list<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace stub
