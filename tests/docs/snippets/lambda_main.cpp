// SPDX-License-Identifier: Apache-2.0
// The program of docs/lambda.md and of README.md.
#include "lambent/events/s3.h"

void make_thumbnails(const lambent::S3Event& event);

// [main]
#include "lambent/runtime.h"  // target lambent::runtime

int main(int argc, char** argv) {
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::S3Event>(make_thumbnails);
  return lambent::run(dispatcher, argc, argv);
}
// [main]
