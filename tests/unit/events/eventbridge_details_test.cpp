// SPDX-License-Identifier: Apache-2.0
// The EventBridge events whose details are typed.
#include <string>
#include <string_view>

#include "catch.h"
#include "decoded.h"
#include "lambent/event.h"
#include "lambent/events/eventbridge_autoscaling.h"
#include "lambent/events/eventbridge_cloudtrail.h"
#include "lambent/events/eventbridge_codebuild.h"
#include "lambent/events/eventbridge_codedeploy.h"
#include "lambent/events/eventbridge_codepipeline.h"
#include "lambent/events/eventbridge_ec2.h"
#include "lambent/events/eventbridge_ecr.h"
#include "lambent/events/eventbridge_ecs.h"
#include "lambent/events/eventbridge_guardduty.h"
#include "lambent/events/eventbridge_s3.h"

namespace {

using fixtures::decoded;

std::string recognised_detail(std::string_view source, std::string_view detail_type) {
  std::string payload = R"({"detail":{},"source":")";
  payload.append(source).append(R"(","detail-type":")").append(detail_type).append("\"}");
  const auto id = lambent::recognise(payload);
  return id.ok() ? std::string(*id) : std::string(id.status().message());
}

struct JobRun {
  std::string_view job_name{};
  std::string_view state{};
};

}  // namespace

template <>
inline constexpr auto lambent::fields<JobRun> =
    std::array{lambent::field<&JobRun::job_name>("jobName", lambent::kRequired),
               lambent::field<&JobRun::state>("state")};

TEST_CASE("a detail is typed by source and detail-type, both exact", "[eventbridge]") {
  struct Row {
    std::string_view source;
    std::string_view detail_type;
    std::string_view expected;
  };
  const Row rows[] = {
      {"aws.autoscaling", "EC2 Instance Launch Successful", "eventbridge_autoscaling"},
      {"aws.autoscaling", "EC2 Instance Launch Unsuccessful", "eventbridge_autoscaling"},
      {"aws.autoscaling", "EC2 Instance Terminate Successful", "eventbridge_autoscaling"},
      {"aws.autoscaling", "EC2 Instance Terminate Unsuccessful", "eventbridge_autoscaling"},
      {"aws.autoscaling", "EC2 Instance-launch Lifecycle Action", "eventbridge_autoscaling"},
      {"aws.autoscaling", "EC2 Instance-terminate Lifecycle Action", "eventbridge_autoscaling"},
      {"aws.autoscaling", "EC2 Instance launch successful", "eventbridge"},
      {"aws.codebuild", "CodeBuild Build State Change", "eventbridge_codebuild"},
      {"aws.codebuild", "CodeBuild Build Phase Change", "eventbridge_codebuild"},
      {"com.example", "CodeBuild Build State Change", "eventbridge"},
      {"aws.codedeploy", "CodeDeploy Deployment State-change Notification",
       "eventbridge_codedeploy"},
      {"aws.codedeploy", "CodeDeploy Instance State-change Notification", "eventbridge_codedeploy"},
      {"aws.codedeploy", "CodeDeploy Deployment State-change", "eventbridge"},
      {"aws.codepipeline", "CodePipeline Pipeline Execution State Change",
       "eventbridge_codepipeline"},
      {"aws.codepipeline", "CodePipeline Stage Execution State Change", "eventbridge_codepipeline"},
      {"aws.codepipeline", "CodePipeline Action Execution State Change",
       "eventbridge_codepipeline"},
      {"aws.ecr", "ECR Image Scan", "eventbridge_ecr_image_scan"},
      {"aws.ecr", "ECR Image Action", "eventbridge_ecr_image_action"},
      {"aws.ecs", "ECS Container Instance State Change", "eventbridge_ecs_container_instance"},
      {"aws.ecs", "ECS Task State Change", "eventbridge"},
      {"aws.s3", "Object Created", "eventbridge_s3"},
      {"aws.s3", "Object Deleted", "eventbridge_s3"},
      {"aws.s3", "Object Restore Initiated", "eventbridge_s3"},
      {"aws.s3", "Object Restore Completed", "eventbridge_s3"},
      {"aws.s3", "Object Restore Expired", "eventbridge_s3"},
      {"aws.s3", "Object Storage Class Changed", "eventbridge_s3"},
      {"aws.s3", "Object Access Tier Changed", "eventbridge_s3"},
      {"aws.s3", "Object ACL Updated", "eventbridge_s3"},
      {"aws.s3", "Object Tags Added", "eventbridge_s3"},
      {"aws.s3", "Object Tags Deleted", "eventbridge_s3"},
      {"AWS.S3", "Object Created", "eventbridge"},
      {"aws.ec2", "EC2 Instance State-change Notification", "eventbridge_ec2_instance_state"},
      {"aws.guardduty", "GuardDuty Malware Protection Object Scan Result",
       "eventbridge_guardduty_scan"},
      {"aws.guardduty", "GuardDuty Finding", "eventbridge"},
      {"aws.s3", "AWS API Call via CloudTrail", "eventbridge_cloudtrail"},
      {"aws.kms", "AWS Service Event via CloudTrail", "eventbridge_cloudtrail"},
      {"com.example", "AWS Console Action via CloudTrail", "eventbridge_cloudtrail"},
      {"aws.signin", "AWS Console Sign In via CloudTrail", "eventbridge_signin"},
      {"aws.s3", "AWS Console Sign In via CloudTrail", "eventbridge"},
      {"aws.autoscaling", "Scheduled Event", "scheduled_event"},
      {"aws.glue", "Glue Job State Change", "eventbridge"},
  };
  for (const Row& row : rows) {
    INFO(row.source << ", " << row.detail_type);
    CHECK(recognised_detail(row.source, row.detail_type) == row.expected);
  }
}

TEST_CASE("a detail without its envelope is not the event", "[eventbridge]") {
  CHECK_FALSE(lambent::recognise(R"({"AutoScalingGroupName":"g","EC2InstanceId":"i"})").ok());
  CHECK(*lambent::recognise(R"({"AutoScalingGroupARN":"a","CapacityToTerminate":[]})") ==
        "autoscaling_scale_in");
  CHECK_FALSE(lambent::recognise(R"({"eventSource":"s3.amazonaws.com","eventName":"x"})").ok());
}

TEST_CASE("an untyped detail decodes as a struct of the user's", "[eventbridge]") {
  const auto event = lambent::decode<lambent::EventBridge<JobRun>>(
      R"({"source":"aws.glue","detail-type":"Glue Job State Change",)"
      R"("detail":{"jobName":"nightly","state":"FAILED","severity":"ERROR"}})");
  REQUIRE(event.ok());
  CHECK((*event)->detail.job_name == "nightly");
  CHECK((*event)->detail.state == "FAILED");
}

TEST_CASE("Auto Scaling: names of details have a space, a lifecycle action has a token",
          "[eventbridge]") {
  const auto launch = decoded<lambent::AutoScalingEvent>("eventbridge_autoscaling/sample.json");
  CHECK(launch->detail_type == lambent::AutoScalingDetail::kLaunchSuccessful);
  CHECK(launch->detail.details.value_or("Availability Zone") == "eu-west-1b");
  CHECK(launch->detail.details.value_or("Subnet ID") == "subnet-0a1b2c3d");
  CHECK(launch->detail.lifecycle_action_token.empty());
  const auto waits =
      decoded<lambent::AutoScalingEvent>("eventbridge_autoscaling/launch_lifecycle_action.json");
  CHECK(waits->detail.lifecycle_action_token == "73507041-5382-6267-9561-731944792367");
  CHECK(waits->detail.notification_metadata == R"({"pool":"web"})");
  const auto ended =
      decoded<lambent::AutoScalingEvent>("eventbridge_autoscaling/terminate_lifecycle_action.json");
  CHECK(ended->detail.notification_metadata.empty());
}

TEST_CASE("CodeBuild: integers written as 55.0 and 60.0 are integers", "[eventbridge]") {
  const auto event = decoded<lambent::CodeBuildEvent>("eventbridge_codebuild/sample.json");
  const auto& about = event->detail.additional_information;
  CHECK(about.build_number == 55);
  CHECK(about.timeout_in_minutes == 60);
  CHECK(about.queued_timeout_in_minutes == 480);
  CHECK(about.build_start_time.text == "Oct 14, 2026 9:10:02 AM");
  CHECK(about.build_complete);
  CHECK_FALSE(about.environment.privileged_mode);
  REQUIRE(about.environment.environment_variables.size() == 2);
  CHECK(about.environment.environment_variables[1].type.empty());
}

TEST_CASE("CodeBuild: integers are written without a fraction; a timeout of 0 is not no timeout",
          "[eventbridge]") {
  const auto event = lambent::decode<lambent::CodeBuildEvent>(
      R"({"source":"aws.codebuild","detail-type":"CodeBuild Build State Change","detail":)"
      R"({"project-name":"p","build-id":"b","additional-information":{"build-number":55.0,)"
      R"("queued-timeout-in-minutes":0.0}}})");
  REQUIRE(event.ok());
  CHECK_FALSE((*event)->detail.additional_information.timeout_in_minutes.has_value());
  const std::string again = lambent::encode(**event);
  CHECK(again.find(R"("build-number":55,)") != std::string::npos);
  CHECK(again.find(R"("queued-timeout-in-minutes":0})") != std::string::npos);
  CHECK(again.find(R"("timeout-in-minutes":)") == std::string::npos);
}

TEST_CASE("CodeBuild: the last phase has a start only; durations mix integers and fractions",
          "[eventbridge]") {
  const auto event = decoded<lambent::CodeBuildEvent>("eventbridge_codebuild/sample.json");
  const auto& phases = event->detail.additional_information.phases;
  REQUIRE(phases.size() == 4);
  CHECK(phases[0].duration_in_seconds == 0.0);
  CHECK(phases[1].duration_in_seconds == 36.0);
  CHECK(phases[2].duration_in_seconds == 121.5);
  CHECK(phases[2].phase_status == lambent::CodeBuildStatus::kFailed);
  CHECK(phases[3].end_time.empty());
  CHECK_FALSE(phases[3].duration_in_seconds.has_value());
}

TEST_CASE("CodeBuild: state changes and phase changes have members of their own", "[eventbridge]") {
  const auto state = decoded<lambent::CodeBuildEvent>("eventbridge_codebuild/sample.json");
  CHECK(state->detail.build_status == lambent::CodeBuildStatus::kFailed);
  CHECK(state->detail.current_phase_context == "[]");
  CHECK(state->detail.completed_phase.empty());
  const auto phase = decoded<lambent::CodeBuildEvent>("eventbridge_codebuild/phase_change.json");
  CHECK(phase->detail.completed_phase == lambent::CodeBuildPhase::kBuild);
  CHECK(phase->detail.completed_phase_duration_seconds == 19.0);
  CHECK(phase->detail.completed_phase_end.text == "Oct 14, 2026 9:10:57 AM");
  CHECK(phase->detail.build_status.empty());
}

TEST_CASE("CodeDeploy: only the event of an instance names one", "[eventbridge]") {
  const auto one = decoded<lambent::CodeDeployEvent>("eventbridge_codedeploy/sample.json");
  CHECK(one->detail.instance_id == "i-0a1b2c3d4e5f60718");
  const auto whole = decoded<lambent::CodeDeployEvent>("eventbridge_codedeploy/deployment.json");
  CHECK(whole->detail.instance_id.empty());
  CHECK(whole->detail.state == lambent::CodeDeployDetail::kSuccess);
}

TEST_CASE("CodePipeline: a version is a number or text, and stays what it was", "[eventbridge]") {
  const auto number = decoded<lambent::CodePipelineEvent>("eventbridge_codepipeline/pipeline.json");
  CHECK(number->detail.version == lambent::NumberOrText{"1", true});
  CHECK_FALSE(number->detail.type.has_value());
  const auto text = decoded<lambent::CodePipelineEvent>(
      "eventbridge_codepipeline/stage_with_version_as_text.json");
  CHECK(text->detail.version == lambent::NumberOrText{"1", false});
  CHECK(text->detail.stage == "Prod");
  const auto action = decoded<lambent::CodePipelineEvent>("eventbridge_codepipeline/sample.json");
  REQUIRE(action->detail.type.has_value());
  CHECK(action->detail.type->version == lambent::NumberOrText{"1", true});
  REQUIRE(action->detail.execution_result.has_value());
  CHECK(action->detail.execution_result->error_code == "JobFailed");
}

TEST_CASE("ECR: a severity without findings is absent", "[eventbridge]") {
  const auto some =
      decoded<lambent::EcrImageScanEvent>("eventbridge_ecr_image_scan/missing_severities.json");
  CHECK(some->detail.finding_severity_counts.medium == 3);
  CHECK_FALSE(some->detail.finding_severity_counts.critical.has_value());
  CHECK(lambent::encode(*some).find(R"("finding-severity-counts":{"MEDIUM":3})") !=
        std::string::npos);
  CHECK(some->detail.image_tags.empty());
  const auto all = decoded<lambent::EcrImageScanEvent>("eventbridge_ecr_image_scan/sample.json");
  CHECK(all->detail.finding_severity_counts.undefined == 1);
}

TEST_CASE("ECR: an action may have no tag", "[eventbridge]") {
  const auto gone =
      decoded<lambent::EcrImageActionEvent>("eventbridge_ecr_image_action/delete_without_tag.json");
  CHECK(gone->detail.action_type == lambent::EcrImageActionDetail::kDelete);
  CHECK(gone->detail.image_tag.empty());
  const auto pushed =
      decoded<lambent::EcrImageActionEvent>("eventbridge_ecr_image_action/sample.json");
  CHECK(pushed->detail.artifact_media_type == "application/vnd.oci.image.config.v1+json");
}

TEST_CASE("ECS: a resource is a number or a set of texts", "[eventbridge]") {
  const auto event =
      decoded<lambent::EcsContainerInstanceEvent>("eventbridge_ecs_container_instance/sample.json");
  const auto& left = event->detail.remaining_resources;
  REQUIRE(left.size() == 4);
  CHECK(left[0].integer_value == 0);  // nothing left is not the same as no number
  CHECK_FALSE(left[0].string_set_value.has_value());
  CHECK_FALSE(left[2].integer_value.has_value());
  REQUIRE(left[2].string_set_value.has_value());
  CHECK((*left[2].string_set_value)[1] == "2376");
  CHECK(event->detail.agent_connected);
  CHECK(event->detail.pending_tasks_count == 0);
  CHECK(event->detail.running_tasks_count == 3);
  REQUIRE(event->detail.attachments.size() == 1);
  CHECK(event->detail.attachments[0].details[0].name == "subnetId");
}

TEST_CASE("S3: a key is plain here, plus signs and percents included", "[eventbridge]") {
  const auto event = decoded<lambent::S3ObjectEvent>("eventbridge_s3/key_is_not_encoded.json");
  CHECK(event->detail.object.key == "a+b%20c d.txt");
  CHECK(lambent::encode(*event).find(R"("key":"a+b%20c d.txt")") != std::string::npos);
  CHECK(event->detail.object.size == 0);  // an empty object, not an absent size
  const auto gone = decoded<lambent::S3ObjectEvent>("eventbridge_s3/deleted.json");
  CHECK_FALSE(gone->detail.object.size.has_value());
  CHECK(gone->detail.deletion_type == lambent::S3ObjectDetail::kDeleteMarkerCreated);
}

TEST_CASE("EC2: the id of an instance is also spelt with an underscore", "[eventbridge]") {
  const auto event = decoded<lambent::Ec2InstanceStateEvent>(
      "eventbridge_ec2_instance_state/instance_id_with_an_underscore.json");
  CHECK(event->detail.instance_id == "i-0a1b2c3d4e5f60718");
  CHECK(event->detail.state == lambent::Ec2InstanceStateDetail::kRunning);
  CHECK(lambent::encode(*event).find(R"("instance-id":)") != std::string::npos);
}

TEST_CASE("GuardDuty: no threats are null", "[eventbridge]") {
  const auto clean =
      decoded<lambent::GuardDutyScanEvent>("eventbridge_guardduty_scan/no_threats_is_null.json");
  CHECK(clean->detail.scan_result_details.threats.empty());
  CHECK(lambent::encode(*clean).find(R"("threats":null)") != std::string::npos);
  const auto found = decoded<lambent::GuardDutyScanEvent>("eventbridge_guardduty_scan/sample.json");
  CHECK(found->detail.scan_result_details.scan_result_status ==
        lambent::GuardDutyScanDetail::kThreatsFound);
  CHECK(found->detail.scan_result_details.threats[0].name == "EICAR-Test-File (not a virus)");
}

TEST_CASE("CloudTrail: flags of a session are text, an issuer may be null", "[eventbridge]") {
  const auto call = decoded<lambent::CloudTrailEvent>("eventbridge_cloudtrail/sample.json");
  const auto& identity = call->detail.user_identity;
  REQUIRE(identity.session_context.has_value());
  CHECK(identity.session_context->attributes.mfa_authenticated == "false");
  REQUIRE(identity.session_context->session_issuer.has_value());
  CHECK(identity.session_context->session_issuer->user_name == "admin");
  CHECK(call->detail.response_elements.kind() == lambent::JsonKind::kNull);
  CHECK(call->detail.read_only == false);
  CHECK(call->detail.session_credential_from_console == "true");
  const auto own = decoded<lambent::CloudTrailEvent>("eventbridge_cloudtrail/service_event.json");
  REQUIRE(own->detail.user_identity.session_context.has_value());
  CHECK_FALSE(own->detail.user_identity.session_context->session_issuer.has_value());
  const auto& attributes = own->detail.user_identity.session_context->attributes;
  CHECK(attributes.mfa_authenticated == "true");
  CHECK(attributes.others.size() == 1);
  CHECK(attributes.others.value_or("renewals").text == "2");
  CHECK_FALSE(own->detail.read_only.has_value());
  CHECK(own->detail.service_event_details.text == "{\n      \"keyId\": \"k-1\"\n    }");
}

TEST_CASE("CloudTrail: a session may be that of a web identity", "[eventbridge]") {
  const auto event = decoded<lambent::CloudTrailEvent>("eventbridge_cloudtrail/web_identity.json");
  REQUIRE(event->detail.user_identity.session_context.has_value());
  const auto& federated = event->detail.user_identity.session_context->web_id_federation_data;
  REQUIRE(federated.has_value());
  CHECK(federated->federated_provider == "accounts.google.com");
  CHECK(federated->attributes.value_or("aud") == "shop");
}

TEST_CASE("CloudTrail: a user of IAM has no session", "[eventbridge]") {
  const auto event =
      decoded<lambent::CloudTrailEvent>("eventbridge_cloudtrail/failed_call_of_an_iam_user.json");
  CHECK_FALSE(event->detail.user_identity.session_context.has_value());
  REQUIRE(event->detail.user_identity.on_behalf_of.has_value());
  CHECK(event->detail.user_identity.on_behalf_of->user_id == "u-1");
  CHECK(event->detail.error_code == "AccessDenied");
}

TEST_CASE("sign-in: how it ended and how it was made are typed", "[eventbridge]") {
  const auto event = decoded<lambent::ConsoleSignInEvent>("eventbridge_signin/sample.json");
  CHECK(event->detail.response_elements.console_login == "Failure");
  CHECK(event->detail.additional_event_data.mfa_used == "Yes");
  CHECK(event->detail.additional_event_data.mobile_version == "No");
  CHECK(event->detail.user_identity.user_name == "mara");
}

TEST_CASE("CloudTrail: where AWS itself acted, an identity has no type", "[eventbridge]") {
  const auto event =
      decoded<lambent::CloudTrailEvent>("eventbridge_cloudtrail/identity_without_a_type.json");
  CHECK(event->detail.user_identity.type.empty());
  CHECK(event->detail.user_identity.invoked_by == "AWS Internal");
  CHECK(lambent::encode(*event).find(R"("type":"")") == std::string::npos);
}

TEST_CASE("sign-in: switching a role is one, too", "[eventbridge]") {
  const auto event = decoded<lambent::ConsoleSignInEvent>("eventbridge_signin/switch_role.json");
  CHECK(event->detail.response_elements.switch_role == lambent::SignInResponse::kSuccess);
  CHECK(event->detail.response_elements.console_login.empty());
  CHECK(event->detail.additional_event_data.switch_from == "arn:aws:iam::123456789012:user/mara");
}

TEST_CASE("sign-in: what other events add is kept", "[eventbridge]") {
  const auto event =
      decoded<lambent::ConsoleSignInEvent>("eventbridge_signin/other_response_is_kept.json");
  CHECK(event->detail.response_elements.others.value_or("CheckMfa").text == "\"Success\"");
  CHECK(event->detail.additional_event_data.others.value_or("MfaType").text == "\"Virtual MFA\"");
}
