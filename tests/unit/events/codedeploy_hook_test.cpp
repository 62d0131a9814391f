// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/codedeploy_hook.h"

#include "catch.h"
#include "decoded.h"

using fixtures::decoded;

TEST_CASE("CodeDeploy: a hook names its deployment and itself", "[codedeploy_hook]") {
  const auto event =
      decoded<lambent::CodeDeployLifecycleHookEvent>("codedeploy_lifecycle_hook/sample.json");
  CHECK(event->deployment_id == "d-ABCDEF");
  CHECK(event->lifecycle_event_hook_execution_id == "eyJlbmNyeXB0ZWREYXRhIjoiIn0=");
}
