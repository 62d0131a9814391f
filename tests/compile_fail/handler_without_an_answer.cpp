// expect: this source expects an answer
// SPDX-License-Identifier: Apache-2.0
#include "lambent/dispatcher.h"
#include "lambent/events/apigateway_rest.h"

void add(lambent::Dispatcher& dispatcher) {
#ifdef LAMBENT_FIXED
  dispatcher.on<lambent::ApiGatewayRequest>([](const lambent::ApiGatewayRequest&) {
    return lambent::Answer<lambent::ApiGatewayRequest>();
  });
#else
  dispatcher.on<lambent::ApiGatewayRequest>([](const lambent::ApiGatewayRequest&) {});
#endif
}
