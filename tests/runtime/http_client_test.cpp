// SPDX-License-Identifier: Apache-2.0
// What a client does with a server that is no Runtime API.
#include <arpa/inet.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <thread>

#include "catch.h"
#include "runtime/http.h"
#include "stub_http.h"

namespace {

namespace lb = lambent;
using lb::detail::HttpClient;

/// A server that speaks before it is asked.
class EagerServer {
 public:
  EagerServer() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    REQUIRE((::bind(listener_, any, size) == 0 && ::listen(listener_, 1) == 0 &&
             ::getsockname(listener_, any, &size) == 0));
    port_ = ntohs(address.sin_port);
  }
  EagerServer(const EagerServer&) = delete;
  EagerServer& operator=(const EagerServer&) = delete;
  ~EagerServer() {
    for (const int socket : {socket_, listener_})
      if (socket >= 0) ::close(socket);
  }
  lb::detail::Endpoint address() const { return {"127.0.0.1", port_}; }

  /// Has its one client's system get these bytes, whether the client reads them or not.
  void tell(std::string_view bytes) {
    socket_ = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    REQUIRE(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(bytes.size()));
    int on_their_way = 0;
    while (::ioctl(socket_, SIOCOUTQ, &on_their_way) == 0 && on_their_way > 0)
      std::this_thread::yield();
  }

 private:
  int listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int socket_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace

TEST_CASE("a reply that has come is taken, although its wait is interrupted", "[http]") {
  EagerServer server;
  HttpClient client(server.address());
  REQUIRE(client.connect().ok());
  server.tell(stub::head_of({.body = "tea"}) + "tea");
  lb::detail::Interrupt interrupt;
  interrupt.set();
  auto reply = client.exchange({.path = "/"}, {.interrupt = &interrupt});
  REQUIRE(reply.status() == absl::OkStatus());
  CHECK(reply->body() == "tea");
  // One that has not come is not waited for.
  CHECK(absl::IsCancelled(client.exchange({.path = "/"}, {.interrupt = &interrupt}).status()));
}
