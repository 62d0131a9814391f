// SPDX-License-Identifier: Apache-2.0
// `lambent invoke` on answers that come in pieces.
#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "catch.h"
#include "lambent/response_stream.h"
#include "served.h"

namespace {

namespace lb = lambent;

/// Answers in pieces, all of them but to "2".
lb::Dispatcher streaming() {
  lb::Dispatcher dispatcher;
  dispatcher.otherwise<lb::RawJson>(
      [](const lb::RawJson& json, const lb::Context& context) -> absl::Status {
        lb::ResponseStream stream(context, "text/plain");
        if (absl::Status gone = stream.write("half"); !gone.ok()) return gone;
        if (json.text == "2") return absl::DataLossError("the disk is \"broken\"\n");
        return stream.finish();
      });
  return dispatcher;
}

stub::Outcome invoked(const stub::Served& served, const std::string& payload) {
  return stub::in_child([&] {
    const std::string command = "echo '" + payload + "' | '" LAMBENT_TOOL "' invoke - --url " +
                                lb::detail::to_text(served.address());
    return WEXITSTATUS(std::system(command.c_str()));
  });
}

}  // namespace

TEST_CASE("lambent invoke prints a streamed answer", "[local][stream]") {
  const lb::Dispatcher dispatcher = streaming();
  const stub::Served served(dispatcher);
  const auto outcome = invoked(served, "1");
  CHECK(outcome.code == 0);
  CHECK(outcome.out == "half\n");
  CHECK(outcome.log.empty());
}

TEST_CASE("lambent invoke says in one line why a streamed answer is not whole", "[local][stream]") {
  const lb::Dispatcher dispatcher = streaming();
  const stub::Served served(dispatcher);
  const auto outcome = invoked(served, "2");
  CHECK(outcome.code == 1);
  CHECK(outcome.out == "half\n");
  CHECK(
      outcome.log ==
      "lambent: " + lb::detail::to_text(served.address()) + ": the answer is not whole: " +
          R"({"errorMessage":"the disk is \"broken\"\n","errorType":"DataLoss","stackTrace":[]})" +
          "\n");
}
