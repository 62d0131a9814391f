// SPDX-License-Identifier: Apache-2.0
#include "stub_api.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace stub {
namespace {

using Lock = std::unique_lock<std::recursive_mutex>;

constexpr std::string_view kInvocation = "/2018-06-01/runtime/invocation/";
// Generous, for slow machines under sanitizers; reached only where a test fails.
constexpr auto kLongest = std::chrono::seconds(60);

Call call_of(const Request& request) {
  const std::string_view path = request.path;
  const auto is = [&](std::string_view method, std::string_view other) {
    return request.method == method && path == other;
  };
  if (is("GET", "/2018-06-01/runtime/invocation/next")) return Call::kNext;
  if (is("POST", "/2018-06-01/runtime/init/error")) return Call::kInitError;
  if (is("POST", "/2020-01-01/extension/register")) return Call::kRegister;
  if (is("GET", "/2020-01-01/extension/event/next")) return Call::kEventNext;
  if (request.method == "POST" && path.starts_with(kInvocation)) {
    if (path.ends_with("/response")) return Call::kResponse;
    if (path.ends_with("/error")) return Call::kError;
  }
  return Call::kOther;
}

std::string id_in(std::string_view path) {
  path.remove_prefix(kInvocation.size());
  return percent_decoded(path.substr(0, path.find('/')));
}

Answer failed(int status, const std::string& type) {
  return {.status = status,
          .headers = {{"Content-Type", "application/json"}},
          .body = R"({"errorMessage":"as it was told","errorType":")" + type + "\"}"};
}

/// Whether the request is taken for what it is, whatever becomes of its answer.
bool is_judged(const Fault& fault) { return fault.kind >= Fault::Kind::kBreak; }

Answer accepted() { return {.status = 202, .body = R"({"status":"OK"})"}; }

}  // namespace

StubApi::StubApi(std::optional<unsigned> max_concurrency)
    : max_concurrency_(max_concurrency), listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (::bind(listener_, any, size) != 0 || ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, any, &size) != 0)
    throw std::runtime_error("the stub cannot listen");
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_connections(); });
}

StubApi::~StubApi() {
  {
    const Lock lock(mutex_);
    is_stopping_ = true;
    for (Connection& connection : connections_) connection.end();
    changed_.notify_all();
  }
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (std::thread& thread : threads_) thread.join();
  ::close(listener_);
}

void StubApi::accept_connections() {
  for (unsigned number = 1;; ++number) {
    const int socket = ::accept(listener_, nullptr, nullptr);
    const Lock lock(mutex_);
    if (socket < 0 || is_stopping_) {
      if (socket >= 0) ::close(socket);
      return;
    }
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    Connection& connection = connections_.emplace_back(socket);
    connection.one_byte_at_a_time = one_byte_at_a_time_;
    threads_.emplace_back([this, &connection, number] { serve(connection, number); });
    changed_.notify_all();
  }
}

void StubApi::serve(Connection& connection, unsigned number) {
  bool goes_on = true;
  while (goes_on) {
    Request request;
    if (!connection.read_head(request)) break;
    request.connection = number;
    request.time = std::chrono::steady_clock::now();
    const Call call = call_of(request);
    goes_on = serve_one(connection, call, std::move(request));
  }
  connection.close();
  if (goes_on) return;
  const Lock lock(mutex_);
  ++closed_;
  changed_.notify_all();
}

bool StubApi::serve_one(Connection& connection, Call call, Request request) {
  Request* record = nullptr;
  std::optional<Fault> fault;
  {
    const Lock lock(mutex_);
    ++counts_[call];
    if (!forgets_) record = &requests_.emplace_back(call, request).second;
    fault = take_fault(call);
    if (fault && !is_judged(*fault)) give_up(call, request);
    changed_.notify_all();
  }
  if (fault && fault->kind == Fault::Kind::kDoNotRead) {
    Lock lock(mutex_);
    changed_.wait(lock, [&] { return is_stopping_ || goes_on_; });
    return false;
  }
  if (fault && fault->kind == Fault::Kind::kHangUp) {
    connection.reset();
    return false;
  }
  if (fault && fault->kind == Fault::Kind::kRefuseEarly) {
    connection.write(head_of(failed(fault->status, fault->type)) +
                     body_of(failed(fault->status, fault->type)));
    connection.close_gently();
    return false;
  }
  const bool is_chunked = request.header("Transfer-Encoding") == "chunked";
  const bool is_whole = connection.read_body(request, [&](std::string_view piece) {
    request.body += piece;
    if (record == nullptr) return;
    const Lock lock(mutex_);
    record->body += piece;
    if (is_chunked) record->chunks.emplace_back(piece);
    changed_.notify_all();
  });
  if (record != nullptr) {
    const Lock lock(mutex_);
    record->trailers = request.trailers;
    record->is_whole = is_whole;
    changed_.notify_all();
  }
  if (!is_whole) return false;
  // An event whose answer gets lost is not taken out of the queue: the platform would not, either.
  const bool takes_effect = !fault || fault->kind >= Fault::Kind::kCloseBehind ||
                            (is_judged(*fault) && call != Call::kNext && call != Call::kEventNext);
  const auto answer =
      takes_effect ? answer_of(call, request) : std::optional(failed(fault->status, fault->type));
  return answer && send(connection, *answer, fault);
}

void StubApi::give_up(Call call, const Request& request) {
  if (call != Call::kResponse && call != Call::kError) return;
  const auto state = states_.find(id_in(request.path));
  if (state == states_.end() || state->second == State::kOver) return;
  state->second = State::kOver;
  if (in_flight_ > 0) --in_flight_;
}

std::optional<Fault> StubApi::take_fault(Call call) {
  auto& waiting = faults_[call];
  if (waiting.empty()) return std::nullopt;
  Fault fault = std::move(waiting.front());
  waiting.pop_front();
  return fault;
}

std::optional<Answer> StubApi::answer_of(Call call, const Request& request) {
  switch (call) {
    case Call::kNext: return next_event();
    case Call::kResponse:
    case Call::kError: return judged(call, request);
    case Call::kInitError: return accepted();
    case Call::kRegister:
      return Answer{.headers = {{"Lambda-Extension-Identifier", "extension-1"}}, .body = "{}"};
    case Call::kEventNext: {
      Lock lock(mutex_);
      changed_.wait(lock, [&] { return is_stopping_; });
      return std::nullopt;
    }
    case Call::kOther: break;
  }
  return failed(404, "NotFound");
}

std::optional<Answer> StubApi::next_event() {
  Lock lock(mutex_);
  if (!max_concurrency_ && in_flight_ > 0) {
    ++too_early_;
    in_flight_ = 0;
  }
  most_waiting_ = std::max(most_waiting_, ++waiting_);
  changed_.notify_all();
  changed_.wait(lock,
                [&] { return is_stopping_ || !events_.empty() || (ends_ && in_flight_ == 0); });
  --waiting_;
  if (is_stopping_) return std::nullopt;
  if (events_.empty()) return failed(500, "InternalServerError");
  const Event event = std::move(events_.front());
  events_.pop_front();
  Answer answer{.headers = event.headers, .body = event.body, .is_chunked = event.is_chunked};
  if (!event.id.empty()) {
    answer.headers.push_back({"Lambda-Runtime-Aws-Request-Id", event.id});
    states_[event.id] = State::kGiven;
    ++in_flight_;
  }
  return answer;
}

Answer StubApi::judged(Call call, const Request& request) {
  const Lock lock(mutex_);
  changed_.notify_all();
  const std::string id = id_in(request.path);
  const auto state = states_.find(id);
  if (state == states_.end()) return failed(400, "InvalidRequestID");
  if (state->second == State::kOver)
    return max_concurrency_ ? failed(400, "InvalidRequestID")
                            : failed(403, "InvalidStateTransition");
  const std::string_view mode = request.header("Lambda-Runtime-Function-Response-Mode");
  if (!mode.empty() && mode != "streaming") return failed(400, "InvalidFunctionResponseMode");
  state->second = State::kOver;
  if (in_flight_ > 0) --in_flight_;
  if (mode.empty() && request.body.size() > kMostAnswer)
    return failed(413, "RequestEntityTooLarge");
  if (call == Call::kResponse) answers_[id] = request.body;
  return accepted();
}

bool StubApi::send(Connection& connection, Answer answer, const std::optional<Fault>& fault) {
  if (fault && fault->kind == Fault::Kind::kSayClose)
    answer.headers.push_back({"Connection", "close"});
  if (fault && fault->kind == Fault::Kind::kNoLength) answer.has_length = false;
  const std::string head = head_of(answer);
  const std::string body = body_of(answer);
  const auto end_with = [&](std::string_view bytes) {
    connection.write(bytes);
    if (fault->by_reset) connection.reset();
    return false;
  };
  if (fault) {
    switch (fault->kind) {
      case Fault::Kind::kBreak: return end_with({});
      case Fault::Kind::kBreakInHead: return end_with(head.substr(0, head.size() / 2));
      case Fault::Kind::kBreakInBody: return end_with(head + body.substr(0, body.size() / 2));
      case Fault::Kind::kCloseBehind: return end_with(head + body);
      case Fault::Kind::kSayClose:
      case Fault::Kind::kNoLength: {
        connection.write(head + body);
        const bool was_used = connection.close_gently();
        const Lock lock(mutex_);
        used_too_long_ += was_used;
        return false;
      }
      case Fault::Kind::kPauseInBody: {
        connection.write(head + body.substr(0, body.size() / 2));
        Lock lock(mutex_);
        ++paused_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return is_stopping_ || goes_on_; });
        return connection.write(body.substr(body.size() / 2));
      }
      default: break;
    }
  }
  return connection.write(head + body);
}

// --- what a test tells and asks ------------------------------------------------------------------

void StubApi::give(Event event) {
  const Lock lock(mutex_);
  events_.push_back(std::move(event));
  changed_.notify_all();
}

void StubApi::end() {
  const Lock lock(mutex_);
  ends_ = true;
  changed_.notify_all();
}

void StubApi::misbehave(Call call, const Fault& fault, unsigned times) {
  const Lock lock(mutex_);
  faults_[call].insert(faults_[call].end(), times, fault);
}

void StubApi::go_on() {
  const Lock lock(mutex_);
  goes_on_ = true;
  changed_.notify_all();
}

void StubApi::go_one_byte_at_a_time() {
  const Lock lock(mutex_);
  one_byte_at_a_time_ = true;
}

void StubApi::have_small_buffers() {
  // Connections inherit it; the kernel does not go below its own least size.
  const int least = 1;
  ::setsockopt(listener_, SOL_SOCKET, SO_RCVBUF, &least, sizeof least);
}

void StubApi::forget_requests() {
  const Lock lock(mutex_);
  forgets_ = true;
}

bool StubApi::wait_until(const std::function<bool()>& condition) {
  Lock lock(mutex_);
  return changed_.wait_for(lock, kLongest, condition);
}

std::vector<Request> StubApi::requests(Call call) const {
  const Lock lock(mutex_);
  std::vector<Request> found;
  for (const auto& [of, request] : requests_)
    if (of == call) found.push_back(request);
  return found;
}

std::vector<Request> StubApi::requests() const {
  const Lock lock(mutex_);
  std::vector<Request> all;
  for (const auto& [of, request] : requests_) all.push_back(request);
  return all;
}

unsigned StubApi::count(Call call) const {
  const Lock lock(mutex_);
  const auto found = counts_.find(call);
  return found != counts_.end() ? found->second : 0;
}

std::optional<std::string> StubApi::answer_to(const std::string& id) const {
  const Lock lock(mutex_);
  const auto found = answers_.find(id);
  return found != answers_.end() ? std::optional(found->second) : std::nullopt;
}

std::size_t StubApi::answers() const {
  const Lock lock(mutex_);
  return answers_.size();
}

unsigned StubApi::waiting() const {
  const Lock lock(mutex_);
  return waiting_;
}

unsigned StubApi::most_waiting() const {
  const Lock lock(mutex_);
  return most_waiting_;
}

unsigned StubApi::too_early() const {
  const Lock lock(mutex_);
  return too_early_;
}

unsigned StubApi::paused() const {
  const Lock lock(mutex_);
  return paused_;
}

unsigned StubApi::opened() const {
  const Lock lock(mutex_);
  return static_cast<unsigned>(connections_.size());
}

unsigned StubApi::closed() const {
  const Lock lock(mutex_);
  return closed_;
}

unsigned StubApi::used_too_long() const {
  const Lock lock(mutex_);
  return used_too_long_;
}

}  // namespace stub
