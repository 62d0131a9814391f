// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/autoscaling_scale_in.h"

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"

using fixtures::decoded;

TEST_CASE("Auto Scaling: instances are answered with a member that ends in IDs",
          "[autoscaling_scale_in]") {
  CHECK(lambent::encode(lambent::AutoScalingScaleInResponse{}) == R"({"InstanceIDs":[]})");
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::AutoScalingScaleInRequest>(
      [](const lambent::AutoScalingScaleInRequest& request) {
        lambent::AutoScalingScaleInResponse response;
        for (const auto& instance : request.instances)
          if (instance.instance_market_option == lambent::AutoScalingScaleInRequest::kSpot)
            response.instance_ids.emplace_back(instance.instance_id);
        return response;
      });
  CHECK(*dispatcher.dispatch(fixtures::load("autoscaling_scale_in/sample.json")) ==
        R"({"InstanceIDs":["i-00a3c50302b4dd007"]})");
}

TEST_CASE("Auto Scaling: that there are more instances is said at times only",
          "[autoscaling_scale_in]") {
  const auto all = decoded<lambent::AutoScalingScaleInRequest>("autoscaling_scale_in/sample.json");
  CHECK(all->has_more_instances == true);
  const auto event = decoded<lambent::AutoScalingScaleInRequest>(
      "autoscaling_scale_in/without_has_more_instances.json");
  CHECK_FALSE(event->has_more_instances.has_value());
  CHECK(event->cause == lambent::AutoScalingScaleInRequest::kRebalance);
}
