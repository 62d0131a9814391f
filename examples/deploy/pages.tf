# The three APIs of the shop, with their authorizers.

locals {
  proxy = {
    type       = "aws_proxy"
    httpMethod = "POST" # how Lambda is called, whatever the request's method
    uri        = aws_lambda_function.shop.invoke_arn
  }
}

# --- REST API ------------------------------------------------------------------------------------

resource "aws_api_gateway_rest_api" "pages" {
  name = "${var.name}-pages"
  body = jsonencode({
    openapi = "3.0.1"
    info    = { title = "${var.name}-pages", version = "1" }
    paths = {
      "/products" = {
        get = { security = [{ token = [] }], x-amazon-apigateway-integration = local.proxy }
      }
      "/{proxy+}" = {
        x-amazon-apigateway-any-method = {
          security                        = [{ request = [] }]
          x-amazon-apigateway-integration = local.proxy
        }
      }
    }
    components = {
      securitySchemes = {
        for type in ["token", "request"] : type => {
          type                         = "apiKey"
          name                         = "Authorization"
          in                           = "header"
          x-amazon-apigateway-authtype = "custom"
          x-amazon-apigateway-authorizer = {
            type           = type
            authorizerUri  = aws_lambda_function.shop.invoke_arn
            identitySource = "method.request.header.Authorization"
            # The shop allows the one page that was asked for, so no other may be answered by it.
            authorizerResultTtlInSeconds = 0
          }
        }
      }
    }
  })
}

resource "aws_api_gateway_deployment" "pages" {
  rest_api_id = aws_api_gateway_rest_api.pages.id
  triggers    = { body = sha1(aws_api_gateway_rest_api.pages.body) }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "pages" {
  rest_api_id   = aws_api_gateway_rest_api.pages.id
  deployment_id = aws_api_gateway_deployment.pages.id
  stage_name    = "shop"
}

# --- HTTP API ------------------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "pages" {
  name          = "${var.name}-http-pages"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "pages" {
  api_id                            = aws_apigatewayv2_api.pages.id
  name                              = "shop"
  authorizer_type                   = "REQUEST"
  authorizer_uri                    = aws_lambda_function.shop.invoke_arn
  authorizer_payload_format_version = "2.0"
  enable_simple_responses           = true
  identity_sources                  = ["$request.header.Authorization"]
}

resource "aws_apigatewayv2_integration" "pages" {
  api_id                 = aws_apigatewayv2_api.pages.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.shop.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "products" {
  api_id             = aws_apigatewayv2_api.pages.id
  route_key          = "GET /products"
  target             = "integrations/${aws_apigatewayv2_integration.pages.id}"
  authorization_type = "CUSTOM"
  authorizer_id      = aws_apigatewayv2_authorizer.pages.id
}

resource "aws_apigatewayv2_stage" "pages" {
  api_id      = aws_apigatewayv2_api.pages.id
  name        = "$default"
  auto_deploy = true
}

# --- WebSocket API -------------------------------------------------------------------------------

resource "aws_apigatewayv2_api" "chat" {
  name                       = "${var.name}-chat"
  protocol_type              = "WEBSOCKET"
  route_selection_expression = "$request.body.action"
}

resource "aws_apigatewayv2_integration" "chat" {
  api_id           = aws_apigatewayv2_api.chat.id
  integration_type = "AWS_PROXY"
  integration_uri  = aws_lambda_function.shop.invoke_arn
}

resource "aws_apigatewayv2_route" "chat" {
  for_each  = toset(["$connect", "$disconnect", "$default"])
  api_id    = aws_apigatewayv2_api.chat.id
  route_key = each.key
  target    = "integrations/${aws_apigatewayv2_integration.chat.id}"
}

resource "aws_apigatewayv2_stage" "chat" {
  api_id      = aws_apigatewayv2_api.chat.id
  name        = "shop"
  auto_deploy = true
}

# --- where they are ------------------------------------------------------------------------------

output "pages" {
  value = "${aws_api_gateway_stage.pages.invoke_url}/products"
}

output "pages_of_http_api" {
  value = "${aws_apigatewayv2_api.pages.api_endpoint}/products"
}

output "chat" {
  value = aws_apigatewayv2_stage.chat.invoke_url
}
