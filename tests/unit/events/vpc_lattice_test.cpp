// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/vpc_lattice.h"

#include <string>

#include "catch.h"
#include "decoded.h"
#include "lambent/event.h"

using fixtures::decoded;

TEST_CASE("Lattice sends headers as lists, at times as plain strings", "[vpc_lattice]") {
  const auto lists = decoded<lambent::VpcLatticeRequest>("vpc_lattice_v2/sample.json");
  REQUIRE(lists->headers.find("Accept") != nullptr);
  CHECK(lists->headers.find("Accept")->values.size() == 2);
  CHECK(lists->query_string_parameters.find("tag")->values[1] == "b");
  CHECK(lists->request_context.time_epoch == "1791969164123456");  // microseconds
  CHECK(lists->request_context.identity.principal_org_id == "o-81db5b484e0e0421");
  const auto strings =
      decoded<lambent::VpcLatticeRequest>("vpc_lattice_v2/plain_strings_and_snake_case_query.json");
  CHECK(strings->headers.find("host")->values[0] == "shop.example.com");
  CHECK(strings->headers.find("host")->single);
  CHECK(strings->query_string_parameters.find("state")->values[0] == "prod");
  CHECK_FALSE(strings->is_base64_encoded);
  CHECK(lambent::encode(*strings).find(R"("host":"shop.example.com")") != std::string::npos);
}

TEST_CASE("names of a client certificate have a small or a capital x", "[vpc_lattice]") {
  for (const char* name : {"sample", "certificate_names_with_a_capital_x"}) {
    const auto event =
        decoded<lambent::VpcLatticeRequest>("vpc_lattice_v2/" + std::string(name) + ".json");
    const auto& identity = event->request_context.identity;
    CHECK(identity.x509_issuer_ou == "issuer");
    CHECK(identity.x509_san_name_cn == "shop");
    CHECK(identity.x509_san_uri == "spiffe://shop");
    CHECK(identity.x509_subject_cn == "client");
  }
}

TEST_CASE("Lattice 1 spells names with underscores, and its body may be null", "[vpc_lattice]") {
  const auto event = decoded<lambent::VpcLatticeV1Request>("vpc_lattice_v1/sample.json");
  CHECK(event->raw_path == "/products?order=1007");
  CHECK(event->query_string_parameters.value_or("order") == "1007");
  const auto blank = decoded<lambent::VpcLatticeV1Request>("vpc_lattice_v1/body_of_null.json");
  CHECK(blank->body.empty());
  CHECK(lambent::encode(lambent::VpcLatticeResponse{.body = "x"}) ==
        R"({"statusCode":200,"body":"x","isBase64Encoded":false})");
}

TEST_CASE("a request of Lattice 1 has its query and its body, blank ones too", "[vpc_lattice]") {
  const std::string json = lambent::encode(lambent::VpcLatticeV1Request());
  CHECK(json.find(R"("query_string_parameters":{})") != json.npos);
  CHECK(json.find(R"("body":"")") != json.npos);
}
