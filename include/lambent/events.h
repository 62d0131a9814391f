// SPDX-License-Identifier: Apache-2.0
// The list of sources: one include and one name each. What is built from the list (recognising, the
// tool, the tests over all types) needs no other mention of them.
#pragma once

#include "lambent/events/activemq.h"
#include "lambent/events/alb.h"
#include "lambent/events/apigateway_authorizers.h"
#include "lambent/events/apigateway_http.h"
#include "lambent/events/apigateway_http_authorizer.h"
#include "lambent/events/apigateway_rest.h"
#include "lambent/events/apigateway_websocket.h"
#include "lambent/events/appsync_authorizers.h"
#include "lambent/events/appsync_events.h"
#include "lambent/events/appsync_resolvers.h"
#include "lambent/events/autoscaling_scale_in.h"
#include "lambent/events/bedrock_agent.h"
#include "lambent/events/chime_bot.h"
#include "lambent/events/client_vpn.h"
#include "lambent/events/cloudfront.h"
#include "lambent/events/cloudwatch_alarm.h"
#include "lambent/events/cloudwatch_custom_widget.h"
#include "lambent/events/cloudwatch_logs.h"
#include "lambent/events/codecommit.h"
#include "lambent/events/codedeploy_hook.h"
#include "lambent/events/codepipeline_job.h"
#include "lambent/events/cognito_authentication.h"
#include "lambent/events/cognito_challenges.h"
#include "lambent/events/cognito_federation.h"
#include "lambent/events/cognito_messages.h"
#include "lambent/events/cognito_sign_up.h"
#include "lambent/events/cognito_sync.h"
#include "lambent/events/cognito_tokens.h"
#include "lambent/events/cognito_tokens_v2.h"
#include "lambent/events/config_rule.h"
#include "lambent/events/connect.h"
#include "lambent/events/custom_resource.h"
#include "lambent/events/documentdb.h"
#include "lambent/events/dynamodb.h"
#include "lambent/events/eventbridge.h"
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
#include "lambent/events/firehose.h"
#include "lambent/events/function_url.h"
#include "lambent/events/iot_authorizers.h"
#include "lambent/events/iot_buttons.h"
#include "lambent/events/iot_provisioning.h"
#include "lambent/events/iot_registry.h"
#include "lambent/events/kafka.h"
#include "lambent/events/kinesis.h"
#include "lambent/events/kinesis_analytics.h"
#include "lambent/events/lambda_destination.h"
#include "lambent/events/lex_v1.h"
#include "lambent/events/lex_v2.h"
#include "lambent/events/rabbitmq.h"
#include "lambent/events/s3.h"
#include "lambent/events/s3_batch.h"
#include "lambent/events/s3_object_lambda.h"
#include "lambent/events/s3_test_event.h"
#include "lambent/events/scheduled.h"
#include "lambent/events/secrets_manager.h"
#include "lambent/events/ses.h"
#include "lambent/events/sns.h"
#include "lambent/events/sqs.h"
#include "lambent/events/sqs_receive_message.h"
#include "lambent/events/transfer_family.h"
#include "lambent/events/vpc_lattice.h"

namespace lambent::inline LAMBENT_ABI {

template <class... E>
struct TypeList {};

/// THE list: every source.
// clang-format off
using Events = TypeList<
    ApiGatewayRequest,
    HttpApiRequest,
    WebSocketRequest,
    TokenAuthorizerRequest, RequestAuthorizerRequest, HttpApiAuthorizerRequest,
    S3Event, S3TestEvent,
    DynamoDbEvent, DynamoDbTimeWindowEvent,
    SqsEvent, SqsReceiveMessageResult,
    ScheduledEvent,
    CloudWatchLogsEvent,
    CloudWatchAlarmEvent,
    CloudWatchCustomWidgetEvent,
    SnsEvent,
    EventBridgeEvent,
    AutoScalingEvent,
    CodeBuildEvent, CodeDeployEvent, CodePipelineEvent,
    EcrImageScanEvent, EcrImageActionEvent,
    EcsContainerInstanceEvent,
    S3ObjectEvent,
    Ec2InstanceStateEvent,
    GuardDutyScanEvent,
    CloudTrailEvent, ConsoleSignInEvent,
    KinesisEvent, KinesisTimeWindowEvent,
    AlbRequest,
    FunctionUrlRequest,
    FirehoseEvent, FirehoseMskEvent,
    KinesisAnalyticsOutputEvent, KinesisAnalyticsStreamsPreprocessingEvent,
    KinesisAnalyticsFirehosePreprocessingEvent,
    MskEvent, SelfManagedKafkaEvent,
    ActiveMqEvent, RabbitMqEvent,
    CognitoPreSignUpEvent, CognitoPostConfirmationEvent,
    CognitoPreAuthenticationEvent, CognitoPostAuthenticationEvent,
    CognitoPreTokenGenerationEvent, CognitoPreTokenGenerationV2Event,
    CognitoDefineAuthChallengeEvent, CognitoCreateAuthChallengeEvent,
    CognitoVerifyAuthChallengeEvent,
    CognitoUserMigrationEvent,
    CognitoCustomMessageEvent, CognitoCustomEmailSenderEvent, CognitoCustomSmsSenderEvent,
    CognitoInboundFederationEvent,
    CognitoSyncEvent,
    AppSyncResolverEvent, AppSyncBatchResolverEvent, AppSyncAmplifyResolverEvent,
    AppSyncAuthorizerRequest, AppSyncEventsEvent, AppSyncEventsAuthorizerRequest,
    SesEvent,
    IotAuthorizerRequest, IotLegacyAuthorizerRequest,
    IotProvisioningRequest,
    IotButtonEvent, IotOneClickEvent,
    IotRegistryEvent,
    S3BatchV1Event, S3BatchEvent,
    S3ObjectLambdaEvent,
    CustomResourceEvent,
    SecretsManagerRotationEvent,
    ConfigRuleEvent,
    CodePipelineJobEvent, CodeCommitEvent, CodeDeployLifecycleHookEvent,
    AutoScalingScaleInRequest,
    LexV1Event, LexV2Event,
    ConnectContactFlowEvent,
    DocumentDbEvent,
    VpcLatticeV1Request, VpcLatticeRequest,
    BedrockAgentApiEvent, BedrockAgentFunctionEvent,
    TransferFamilyRequest,
    ClientVpnConnectionRequest,
    CloudFrontEvent,
    ChimeBotEvent,
    LambdaDestinationEvent>;
// clang-format on

/// Calls `f.template operator()<E>()` for every type of the list.
template <class F>
constexpr void for_each_event(F f) {
  [&]<class... E>(TypeList<E...>) { (f.template operator()<E>(), ...); }(Events());
}

}  // namespace lambent::inline LAMBENT_ABI
