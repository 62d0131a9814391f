// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/secrets_manager.h"

#include "catch.h"
#include "decoded.h"
#include "fixtures.h"
#include "lambent/dispatcher.h"

using fixtures::decoded;

TEST_CASE("Secrets Manager: a step that fails fails the dispatch", "[secrets_manager]") {
  const auto event =
      decoded<lambent::SecretsManagerRotationEvent>("secrets_manager_rotation/sample.json");
  CHECK(event->step == lambent::SecretsManagerRotationEvent::kCreateSecret);
  CHECK(event->rotation_token == "7b0d5c1e-93f4-4e2a-b6c8-1f2e3d4c5b6a");
  lambent::Dispatcher dispatcher;
  dispatcher.on<lambent::SecretsManagerRotationEvent>(
      [](const lambent::SecretsManagerRotationEvent& step) {
        return step.step == lambent::SecretsManagerRotationEvent::kFinishSecret
                   ? absl::OkStatus()
                   : absl::InternalError("not yet");
      });
  CHECK(dispatcher.dispatch(fixtures::load("secrets_manager_rotation/sample.json"))
            .status()
            .message() == "not yet");
  CHECK(*dispatcher.dispatch(fixtures::load("secrets_manager_rotation/sparse.json")) == "null");
}
