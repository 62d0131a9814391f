// SPDX-License-Identifier: Apache-2.0
// Handlers that come and go while other threads dispatch: one for every client that is connected.
#include <atomic>
#include <iostream>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "lambent/dispatcher.h"
#include "lambent/events/sns.h"

namespace {

struct Client {
  std::atomic<int> shown = 0;
};

}  // namespace

int main() {
  const lambent::SnsEvent news = {.records = {{.sns = {.message_id = "n1", .message = "tea!"}}}};
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::SnsEvent>([](const lambent::SnsEvent&) {});  // the archive: always there

  std::atomic<int> failed = 0;
  std::vector<std::jthread> senders(2);
  for (std::jthread& sender : senders)
    sender = std::jthread([&](std::stop_token stop) {
      while (!stop.stop_requested())
        if (!dispatcher.dispatch(news).ok()) ++failed;
    });

  std::atomic<int> released = 0;
  std::vector<std::jthread> clients(8);
  for (std::jthread& client_thread : clients)
    client_thread = std::jthread([&] {
      const auto client = std::make_shared<Client>();
      // [subscribe]
      absl::StatusOr<lambent::Subscription> live = dispatcher.subscribe<lambent::SnsEvent>(
          [client](const lambent::SnsEvent&) { ++client->shown; });
      if (!live.ok()) return;
      while (client->shown == 0) std::this_thread::yield();
      live->unsubscribe();  // from here on nobody runs the handler, and its captures are gone
      // [subscribe]
      if (client.use_count() == 1) ++released;
    });

  clients.clear();  // joins them
  for (std::jthread& sender : senders) sender.request_stop();
  senders.clear();
  std::cout << released << " clients came, saw and went\n"
            << dispatcher.handlers().size() << " handler is left, " << failed
            << " dispatches failed\n";
}

// prints:
// 8 clients came, saw and went
// 1 handler is left, 0 dispatches failed
