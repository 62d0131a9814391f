// SPDX-License-Identifier: Apache-2.0
#include "runtime/http.h"

#include <poll.h>

#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <limits>
#include <list>
#include <optional>
#include <thread>
#include <utility>

#include "lambent/detail/exceptions.h"
#include "lambent/version.h"
#include "runtime/socket_stream.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using Clock = SocketStream::Clock;
using Bytes = http::span_body<const char>;

constexpr std::uint32_t kMostHeader = std::uint32_t{1} << 20;
constexpr std::size_t kReadAtOnce = std::size_t{1} << 16;
constexpr std::chrono::seconds kRestOfReply{2};

beast::string_view to_beast(std::string_view text) { return {text.data(), text.size()}; }
std::string_view to_std(beast::string_view text) { return {text.data(), text.size()}; }

absl::Status to_status(const error_code& error) {
  if (!error) return absl::OkStatus();
  if (error == asio::error::operation_aborted) return absl::CancelledError("interrupted");
  if (error == asio::error::timed_out) return absl::DeadlineExceededError("no answer in time");
  return absl::UnavailableError(error.message());
}

std::optional<tcp::endpoint> endpoint_of(const Endpoint& address) {
  error_code error;
  const auto host = asio::ip::make_address(
      address.host == "localhost" ? std::string("127.0.0.1") : address.host, error);
  if (error) return std::nullopt;
  return tcp::endpoint(host, address.port);
}

void put(HttpFields from, http::fields& to) {
  for (const HttpField& field : from) to.set(to_beast(field.name), to_beast(field.value));
}

/// Trailers are fields like others to whoever reads them; newer versions drop them unasked.
template <class Parser>
void keep_trailers(Parser& parser) {
  if constexpr (requires { parser.merge_all_trailers(true); }) parser.merge_all_trailers(true);
}

error_code write_chunk(SocketStream& stream, std::string_view bytes) {
  error_code error;
  if (!bytes.empty())
    asio::write(stream, http::make_chunk(asio::buffer(bytes.data(), bytes.size())), error);
  return error;
}

error_code write_last_chunk(SocketStream& stream, HttpFields trailers) {
  error_code error;
  http::fields fields;
  put(trailers, fields);
  asio::write(stream, http::make_chunk_last(fields), error);
  return error;
}

}  // namespace

// --- replies -------------------------------------------------------------------------------------

struct HttpReply::Impl {
  http::response<http::string_body> message;
};

HttpReply::HttpReply(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpReply::HttpReply(HttpReply&&) noexcept = default;
HttpReply& HttpReply::operator=(HttpReply&&) noexcept = default;
HttpReply::~HttpReply() = default;
unsigned HttpReply::status() const { return impl_->message.result_int(); }
std::string_view HttpReply::field(std::string_view name) const {
  return to_std(impl_->message[to_beast(name)]);
}
std::string& HttpReply::body() { return impl_->message.body(); }

// --- the client ----------------------------------------------------------------------------------

struct HttpClient::Impl {
  explicit Impl(Endpoint to) : address(std::move(to)), host(to_text(address)) {}

  error_code connect() {
    buffer.clear();
    buffer.reserve(kReadAtOnce);
    const auto endpoint = endpoint_of(address);
    if (!endpoint) return asio::error::host_not_found;
    error_code error;
    do error = stream.connect(*endpoint);
    while (error == asio::error::interrupted);
    return error;
  }

  template <class Body>
  http::request<Body> request_of(const HttpCall& call) {
    http::request<Body> request(call.is_post ? http::verb::post : http::verb::get,
                                to_beast(call.path), 11);
    request.set(http::field::host, host);
    request.set(http::field::user_agent, "lambent/" LAMBENT_VERSION);
    put(call.fields, request);
    return request;
  }

  absl::StatusOr<HttpReply> read_reply(bool& has_begun) {
    http::response_parser<http::string_body> parser;
    parser.header_limit(kMostHeader);
    keep_trailers(parser);
    // Not none: Boost 1.74 takes every length for too large then, where the header comes alone.
    parser.body_limit(std::numeric_limits<std::uint64_t>::max());
    error_code error;
    http::read(stream, buffer, parser, error);
    has_begun = parser.got_some();
    if (error == asio::error::operation_aborted && has_begun) {
      // It is on its way, and may be an event.
      stream.wait = {.until = Clock::now() + kRestOfReply};
      http::read(stream, buffer, parser, error);
    }
    if (error) {
      stream.close();
      return to_status(error);
    }
    // The parser knows more than the message: a body without a length ends with the connection.
    if (!parser.keep_alive()) stream.close();
    return HttpReply(std::make_unique<HttpReply::Impl>(HttpReply::Impl{parser.release()}));
  }

  absl::StatusOr<HttpReply> exchange_once(const HttpCall& call, bool& has_begun) {
    http::request<Bytes> request = request_of<Bytes>(call);
    request.body() = {call.body.data(), call.body.size()};
    request.prepare_payload();
    error_code error;
    http::write(stream, request, error);
    if (error == asio::error::operation_aborted || error == asio::error::timed_out) {
      stream.close();
      return to_status(error);
    }
    // A server may refuse a request before it has read all of it: then there is an answer.
    auto reply = read_reply(has_begun);
    if (!error || (reply.ok() && reply->status() >= 400)) {
      if (error) stream.close();
      return reply;
    }
    stream.close();
    return to_status(error);
  }

  const Endpoint address;
  const std::string host;
  asio::io_context context{1};
  SocketStream stream{tcp::socket(context)};
  beast::flat_buffer buffer;
  bool is_broken = false;  // what is sent in pieces got no further
};

HttpClient::HttpClient(Endpoint address) : impl_(std::make_unique<Impl>(std::move(address))) {}
HttpClient::~HttpClient() = default;

absl::Status HttpClient::connect() { return to_status(impl_->connect()); }

absl::StatusOr<HttpReply> HttpClient::exchange(const HttpCall& call, const Wait& wait) {
  impl_->stream.wait = wait;
  for (;;) {
    const bool is_reused = impl_->stream.is_open();
    if (!is_reused)
      if (const error_code error = impl_->connect()) return to_status(error);
    bool has_begun = false;
    auto reply = impl_->exchange_once(call, has_begun);
    if (reply.ok() || !is_reused || has_begun || !absl::IsUnavailable(reply.status())) return reply;
  }
}

absl::Status HttpClient::begin(const HttpCall& call, const Wait& wait) {
  impl_->stream.wait = wait;
  auto request = impl_->request_of<http::empty_body>(call);
  request.chunked(true);
  error_code error;
  // What a server has closed meanwhile still takes what is written, and loses it: in pieces, it
  // cannot be sent again.
  if (impl_->stream.is_open() &&
      wait_for(impl_->stream.descriptor(), POLLIN, {.until = {}}) == Waited::kReady)
    impl_->stream.close();
  for (bool is_reused = impl_->stream.is_open();; is_reused = false) {
    if (!is_reused)
      if (error = impl_->connect(); error) break;
    http::request_serializer<http::empty_body> serializer(request);
    http::write_header(impl_->stream, serializer, error);
    if (!error) break;
    impl_->stream.close();
    if (!is_reused) break;
  }
  impl_->is_broken = bool(error);
  return to_status(error);
}

absl::Status HttpClient::write(std::string_view bytes, const Wait& wait) {
  SocketStream& stream = impl_->stream;
  stream.wait = wait;
  if (impl_->is_broken) return absl::UnavailableError("nobody reads on");
  // An answer that comes now is a refusal.
  error_code error = asio::error::broken_pipe;
  if (wait_for(stream.descriptor(), POLLIN, {.until = {}}) != Waited::kReady)
    error = write_chunk(stream, bytes);
  // A server that does not read will not answer, either.
  if (error == asio::error::timed_out || error == asio::error::operation_aborted) stream.close();
  impl_->is_broken = bool(error);
  return to_status(error);
}

absl::StatusOr<HttpReply> HttpClient::end(HttpFields trailers, const Wait& wait) {
  impl_->stream.wait = wait;
  if (!impl_->is_broken) impl_->is_broken = bool(write_last_chunk(impl_->stream, trailers));
  if (!impl_->stream.is_open()) return absl::UnavailableError("the connection was lost");
  bool ignored = false;
  auto reply = impl_->read_reply(ignored);
  if (impl_->is_broken) impl_->stream.close();
  return reply;
}

// --- the server ----------------------------------------------------------------------------------

namespace {

/// One request on a connection of a server.
class ServedRequest final : public HttpExchange {
 public:
  ServedRequest(SocketStream& stream, http::request<http::string_body> request)
      : stream_(stream), request_(std::move(request)), keep_alive_(request_.keep_alive()) {}

  std::string_view method() const override { return to_std(request_.method_string()); }
  std::string_view path() const override { return to_std(request_.target()); }
  std::string_view field(std::string_view name) const override {
    return to_std(request_[to_beast(name)]);
  }
  std::string& body() override { return request_.body(); }

  absl::Status answer(unsigned status, HttpFields fields, std::string_view body) override {
    auto response = response_of<Bytes>(status, fields);
    response.body() = {body.data(), body.size()};
    response.prepare_payload();
    error_code error;
    http::write(stream_, response, error);
    return kept(error);
  }
  absl::Status begin(unsigned status, HttpFields fields) override {
    auto response = response_of<http::empty_body>(status, fields);
    is_chunked_ = request_.version() >= 11;
    if (is_chunked_) {
      response.chunked(true);
    } else {
      keep_alive_ = false;  // the end of the connection is that of the answer
      response.keep_alive(false);
    }
    http::response_serializer<http::empty_body> serializer(response);
    error_code error;
    http::write_header(stream_, serializer, error);
    return kept(error);
  }
  absl::Status write(std::string_view bytes) override {
    if (is_chunked_) return kept(write_chunk(stream_, bytes));
    error_code error;
    asio::write(stream_, asio::buffer(bytes.data(), bytes.size()), error);
    return kept(error);
  }
  absl::Status end(HttpFields trailers) override {
    return is_chunked_ ? kept(write_last_chunk(stream_, trailers)) : absl::OkStatus();
  }

  bool may_go_on() const { return keep_alive_; }

 private:
  template <class Body>
  http::response<Body> response_of(unsigned status, HttpFields fields) const {
    http::response<Body> response(http::int_to_status(status), 11);
    response.keep_alive(keep_alive_);
    put(fields, response);
    return response;
  }
  absl::Status kept(const error_code& error) {
    if (error) keep_alive_ = false;
    return to_status(error);
  }

  SocketStream& stream_;
  http::request<http::string_body> request_;
  bool keep_alive_;
  bool is_chunked_ = true;
};

/// Reads requests and has them answered until the client goes away.
void serve_connection(SocketStream& stream, const HttpServer::Handler& handler,
                      const HttpServerLimits& limits, const Interrupt& stop) {
  beast::flat_buffer buffer;
  stream.patience = limits.patience;
  for (;;) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(kMostHeader);
    keep_trailers(parser);
    parser.body_limit(limits.body_bytes);
    error_code error;
    stream.wait.interrupt = &stop;
    http::read_header(stream, buffer, parser, error);
    if (!error && beast::iequals(parser.get()[http::field::expect], "100-continue"))
      asio::write(stream, asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25), error);
    if (!error) http::read(stream, buffer, parser, error);
    stream.wait.interrupt = nullptr;
    if (error && !parser.got_some()) return;
    ServedRequest request(stream, parser.release());
    if (error) {
      if (error.category() != make_error_code(http::error::body_limit).category()) return;
      const bool too_large = error == http::error::body_limit;
      const std::string json =
          too_large
              ? R"({"errorMessage":"the request is too large","errorType":"RequestEntityTooLarge"})"
              : R"({"errorMessage":"this is no HTTP request","errorType":"InvalidRequest"})";
      const HttpField fields[] = {{"Content-Type", "application/json"}, {"Connection", "close"}};
      (void)request.answer(too_large ? 413 : 400, fields, json);
      stream.close_gently();
      return;
    }
    handler(request);
    if (!request.may_go_on() || stop.is_set()) return;
  }
}

}  // namespace

struct HttpServer::Impl {
  asio::io_context context{1};
  tcp::acceptor acceptor{context};
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer& HttpServer::operator=(HttpServer&&) noexcept = default;
HttpServer::~HttpServer() = default;

absl::StatusOr<HttpServer> HttpServer::listen(const Endpoint& address) {
  auto impl = std::make_unique<Impl>();
  const auto endpoint = endpoint_of(address);
  if (!endpoint) return absl::InvalidArgumentError("no address: " + to_text(address));
  tcp::acceptor& acceptor = impl->acceptor;
  error_code error;
  acceptor.open(endpoint->protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) close_on_exec(acceptor.native_handle());
  if (!error) acceptor.bind(*endpoint, error);
  if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
  if (!error) acceptor.non_blocking(true, error);
  if (!error) return HttpServer(std::move(impl));
  const std::string message = "cannot listen on " + to_text(address) + ": " + error.message();
  return error == asio::error::address_in_use ? absl::AlreadyExistsError(message)
                                              : absl::InvalidArgumentError(message);
}

std::uint16_t HttpServer::port() const {
  error_code error;
  return impl_->acceptor.local_endpoint(error).port();
}

void HttpServer::serve(const Handler& handler, const HttpServerLimits& limits,
                       const Interrupt& stop, const std::function<void()>& on_stop) {
  struct Connection {
    explicit Connection(tcp::socket socket) : stream(std::move(socket)) {}
    SocketStream stream;
    std::atomic<bool> is_over{false};
    std::thread thread{};
  };
  std::list<Connection> connections;
  const auto remove_if = [&](auto condition) {
    for (auto at = connections.begin(); at != connections.end();) {
      if (!condition(*at)) {
        ++at;
        continue;
      }
      if (at->thread.joinable()) at->thread.join();
      at = connections.erase(at);
    }
  };
  constexpr auto kPause = std::chrono::milliseconds(10);
  while (wait_for(impl_->acceptor.native_handle(), POLLIN, {.interrupt = &stop}) ==
         Waited::kReady) {
    // Acquire: what the connection's thread did is over; partner is its store.
    remove_if([](const Connection& one) { return one.is_over.load(std::memory_order_acquire); });
    error_code error;
    tcp::socket socket(impl_->context);
    if (connections.size() < limits.connections) impl_->acceptor.accept(socket, error);
    if (error || !socket.is_open()) {
      // No room, or no descriptors: both may change.
      stop.sleep_until(Clock::now() + kPause);
      continue;
    }
    Connection& added = connections.emplace_back(std::move(socket));
    const absl::Status started = without_exceptions([&] {
      added.thread = std::thread([&added, &handler, &limits, &stop] {
        if (!added.stream.prepare()) serve_connection(added.stream, handler, limits, stop);
        added.stream.close();
        added.is_over.store(true, std::memory_order_release);
      });
      return absl::OkStatus();
    });
    if (!started.ok()) connections.pop_back();
  }
  on_stop();
  remove_if([](const Connection&) { return true; });
}

}  // namespace lambent::inline LAMBENT_ABI::detail
