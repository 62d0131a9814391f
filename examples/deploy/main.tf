# The shop of examples/store with everything that invokes it, as Terraform reads it.
# The same as template.yaml.

terraform {
  required_version = ">= 1.3"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

variable "name" {
  description = "What the names of all parts begin with"
  type        = string
  default     = "shop"
}

variable "zip" {
  description = "The package that lambent_package() made"
  type        = string
  default     = "../../build/release/examples/store/store.zip"
}

locals {
  # What may invoke the function, and for which of its resources.
  invokers = {
    rest_api  = ["apigateway.amazonaws.com", "${aws_api_gateway_rest_api.pages.execution_arn}/*"]
    http_api  = ["apigateway.amazonaws.com", "${aws_apigatewayv2_api.pages.execution_arn}/*"]
    websocket = ["apigateway.amazonaws.com", "${aws_apigatewayv2_api.chat.execution_arn}/*"]
    photos    = ["s3.amazonaws.com", aws_s3_bucket.photos.arn]
    news      = ["sns.amazonaws.com", aws_sns_topic.news.arn]
    errors    = ["logs.amazonaws.com", "${aws_cloudwatch_log_group.till.arn}:*"]
    alarm     = ["lambda.alarms.cloudwatch.amazonaws.com", aws_cloudwatch_metric_alarm.failures.arn]
    nightly   = ["events.amazonaws.com", aws_cloudwatch_event_rule.shop["nightly"].arn]
    refunds   = ["events.amazonaws.com", aws_cloudwatch_event_rule.shop["refunds"].arn]
    weather   = ["events.amazonaws.com", aws_cloudwatch_event_rule.shop["weather"].arn]
  }

  rules = {
    # A rule, not EventBridge Scheduler, which sends no scheduled event but a text of its own.
    nightly = { schedule = "cron(0 3 * * ? *)", pattern = null }
    refunds = {
      schedule = null
      pattern  = { source = ["com.example.shop.till"], detail-type = ["Refund Paid"] }
    }
    weather = { schedule = null, pattern = { source = ["com.example.weather"] } }
  }
}

data "aws_caller_identity" "this" {}

# --- the function --------------------------------------------------------------------------------

resource "aws_lambda_function" "shop" {
  function_name    = var.name
  description      = "Orders, tasks, clicks and pages of the shop"
  filename         = var.zip
  source_code_hash = filebase64sha256(var.zip)
  runtime          = "provided.al2023"
  handler          = "bootstrap"
  architectures    = ["x86_64"]
  memory_size      = 256
  timeout          = 10
  role             = aws_iam_role.shop.arn

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.shop.name
  }
}

# For what nobody waits for: S3, SNS, EventBridge, logs, alarms.
resource "aws_lambda_function_event_invoke_config" "shop" {
  function_name          = aws_lambda_function.shop.function_name
  maximum_retry_attempts = 2

  destination_config {
    on_failure {
      destination = aws_sqs_queue.failures.arn
    }
  }
  # Lambda checks that it may send there.
  depends_on = [aws_iam_role_policy.shop]
}

resource "aws_lambda_permission" "shop" {
  for_each      = local.invokers
  statement_id  = each.key
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.shop.function_name
  principal     = each.value[0]
  source_arn    = each.value[1]
  # An ARN without an account, as a bucket's, may become somebody else's.
  source_account = each.key == "photos" ? data.aws_caller_identity.this.account_id : null
}

resource "aws_iam_role" "shop" {
  name = var.name
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "shop" {
  name = "shop"
  role = aws_iam_role.shop.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for allowed in [
        {
          resource = "${aws_cloudwatch_log_group.shop.arn}:*"
          actions  = ["logs:CreateLogStream", "logs:PutLogEvents"]
        },
        {
          resource = aws_sqs_queue.tasks.arn
          actions  = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
        },
        {
          resource = aws_sqs_queue.failures.arn
          actions  = ["sqs:SendMessage"]
        },
        {
          resource = aws_dynamodb_table.orders.stream_arn
          actions = [
            "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator",
          ]
        },
        {
          resource = aws_kinesis_stream.clicks.arn
          actions = [
            "kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords",
            "kinesis:GetShardIterator", "kinesis:ListShards",
          ]
        },
        {
          # Event source mappings ask for the names of streams, which is not to be narrowed.
          resource = "*"
          actions  = ["dynamodb:ListStreams", "kinesis:ListStreams"]
        },
      ] : { Effect = "Allow", Action = allowed.actions, Resource = allowed.resource }
    ]
  })
}

resource "aws_cloudwatch_log_group" "shop" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = 30
}

# What could not be handled, whichever way it came.
resource "aws_sqs_queue" "failures" {
  name                      = "${var.name}-failures"
  message_retention_seconds = 1209600
}

# --- batches -------------------------------------------------------------------------------------

# Without ReportBatchItemFailures, Lambda takes all of a batch for done, whatever the answer says of
# its records.
resource "aws_lambda_event_source_mapping" "tasks" {
  function_name           = aws_lambda_function.shop.arn
  event_source_arn        = aws_sqs_queue.tasks.arn
  batch_size              = 10
  function_response_types = ["ReportBatchItemFailures"]
  depends_on              = [aws_iam_role_policy.shop]
}

resource "aws_lambda_event_source_mapping" "orders" {
  function_name           = aws_lambda_function.shop.arn
  event_source_arn        = aws_dynamodb_table.orders.stream_arn
  starting_position       = "TRIM_HORIZON"
  batch_size              = 100
  function_response_types = ["ReportBatchItemFailures"]
  # Else one bad record holds its shard up for a day.
  maximum_retry_attempts = 5
  depends_on             = [aws_iam_role_policy.shop]

  filter_criteria {
    filter {
      pattern = jsonencode({ eventName = ["INSERT"] })
    }
  }
  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.failures.arn
    }
  }
}

resource "aws_lambda_event_source_mapping" "clicks" {
  function_name                      = aws_lambda_function.shop.arn
  event_source_arn                   = aws_kinesis_stream.clicks.arn
  starting_position                  = "LATEST"
  batch_size                         = 500
  maximum_batching_window_in_seconds = 5
  function_response_types            = ["ReportBatchItemFailures"]
  maximum_retry_attempts             = 5
  depends_on                         = [aws_iam_role_policy.shop]

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.failures.arn
    }
  }
}

resource "aws_sqs_queue" "tasks" {
  name                       = "${var.name}-tasks"
  visibility_timeout_seconds = 60 # six times the function's timeout, as Lambda advises
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.failures.arn
    maxReceiveCount     = 5
  })
}

resource "aws_dynamodb_table" "orders" {
  name             = "${var.name}-orders"
  billing_mode     = "PAY_PER_REQUEST"
  hash_key         = "id"
  stream_enabled   = true
  stream_view_type = "NEW_IMAGE"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_kinesis_stream" "clicks" {
  name = "${var.name}-clicks"

  stream_mode_details {
    stream_mode = "ON_DEMAND"
  }
}

# --- what is observed ----------------------------------------------------------------------------

resource "aws_s3_bucket" "photos" {
  bucket_prefix = "${var.name}-photos-"
}

resource "aws_s3_bucket_notification" "photos" {
  bucket     = aws_s3_bucket.photos.id
  depends_on = [aws_lambda_permission.shop]

  lambda_function {
    lambda_function_arn = aws_lambda_function.shop.arn
    events              = ["s3:ObjectCreated:*"]
  }
}

resource "aws_sns_topic" "news" {
  name = "${var.name}-news"
}

resource "aws_sns_topic_subscription" "news" {
  topic_arn = aws_sns_topic.news.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.shop.arn
}

resource "aws_cloudwatch_event_rule" "shop" {
  for_each            = local.rules
  name                = "${var.name}-${each.key}"
  schedule_expression = each.value.schedule
  event_pattern       = each.value.pattern == null ? null : jsonencode(each.value.pattern)
}

resource "aws_cloudwatch_event_target" "shop" {
  for_each = local.rules
  rule     = aws_cloudwatch_event_rule.shop[each.key].name
  arn      = aws_lambda_function.shop.arn
}

# Never the shop's own: what it logs would come back to it.
resource "aws_cloudwatch_log_group" "till" {
  name              = "${var.name}-till"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_subscription_filter" "errors" {
  name            = "errors"
  log_group_name  = aws_cloudwatch_log_group.till.name
  filter_pattern  = "ERROR"
  destination_arn = aws_lambda_function.shop.arn
  depends_on      = [aws_lambda_permission.shop]
}

# One alarm invokes the shop itself, the other goes by the topic.
resource "aws_cloudwatch_metric_alarm" "failures" {
  alarm_name          = "${var.name}-failures"
  alarm_description   = "Something could not be handled"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.failures.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_lambda_function.shop.arn]
}

resource "aws_cloudwatch_metric_alarm" "tasks" {
  alarm_name          = "${var.name}-tasks"
  alarm_description   = "Tasks have been waiting for ten minutes"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = aws_sqs_queue.tasks.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 600
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.news.arn]
}
