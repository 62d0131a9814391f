// SPDX-License-Identifier: Apache-2.0
// AWS CodeDeploy: a lifecycle hook of a deployment runs a function. The deployment goes on when the
// function calls PutLifecycleEventHookExecutionStatus; what a handler returns changes nothing.
// https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// A hook of a deployment.
struct CodeDeployLifecycleHookEvent {
  std::string_view deployment_id{};
  std::string_view lifecycle_event_hook_execution_id{};
};

template <>
inline constexpr auto fields<CodeDeployLifecycleHookEvent> = std::array{
    field<&CodeDeployLifecycleHookEvent::deployment_id>("DeploymentId", kRequired),
    field<&CodeDeployLifecycleHookEvent::lifecycle_event_hook_execution_id>(
        "LifecycleEventHookExecutionId", kRequired),
};

template <>
inline constexpr Source source<CodeDeployLifecycleHookEvent> = {
    .name = "codedeploy_lifecycle_hook",
    .reference =
        "https://docs.aws.amazon.com/codedeploy/latest/userguide/"
        "reference-appspec-file-structure-hooks.html",
    .kind = SourceKind::kObserve,
    .rank = 4800,
    .probes = {has("DeploymentId"), has("LifecycleEventHookExecutionId")},
    .answers = "nothing",
};

}  // namespace lambent::inline LAMBENT_ABI
