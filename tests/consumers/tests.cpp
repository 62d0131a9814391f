// SPDX-License-Identifier: Apache-2.0
// A test of a project that uses Lambent, without a framework.
#include "lambent/dispatcher.h"
#include "lambent/testing.h"

int main() {
  lambent::Dispatcher dispatcher;
  int put = 0;
  dispatcher.on<lambent::S3Event>([&](const lambent::S3Event& event) {
    put += lambent::decoded_key(event.records[0].s3.object) == "rake (1).jpg";
  });
  lambent::testing::TestContext context;
  const auto event = lambent::testing::s3_put("photos", "rake (1).jpg");
  const bool fine = dispatcher.dispatch(event, context).ok() &&
                    dispatcher.dispatch(lambent::encode(event), context).ok();
  return fine && put == 2 ? 0 : 1;
}
