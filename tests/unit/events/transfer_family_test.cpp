// SPDX-License-Identifier: Apache-2.0
#include "lambent/events/transfer_family.h"

#include <string>

#include "catch.h"
#include "decoded.h"
#include "lambent/event.h"

using fixtures::decoded;

TEST_CASE("Transfer Family: a login by key has no password", "[transfer_family]") {
  const auto by_key = decoded<lambent::TransferFamilyRequest>(
      "transfer_family_authorizer/key_without_password.json");
  CHECK(by_key->password.empty());
  CHECK(by_key->protocol == lambent::TransferFamilyRequest::kSftp);
  const auto blank =
      decoded<lambent::TransferFamilyRequest>("transfer_family_authorizer/empty_password.json");
  CHECK(blank->password.empty());
}

TEST_CASE("Transfer Family: a blank answer refuses, others write what is set",
          "[transfer_family]") {
  CHECK(lambent::encode(lambent::TransferFamilyResponse{}) == "{}");
  CHECK(lambent::encode(lambent::TransferFamilyResponse{
            .role = "arn:aws:iam::123456789012:role/files",
            .posix_profile = {{.uid = 0, .gid = 1000, .secondary_gids = {7}}},
            .public_keys = {"ssh-ed25519 AAAA"},
            .home_directory_type = std::string(lambent::TransferFamilyResponse::kLogical),
            .home_directory_details = R"([{"Entry":"/","Target":"/b/mara"}])"}) ==
        R"({"Role":"arn:aws:iam::123456789012:role/files",)"
        R"("PosixProfile":{"Uid":0,"Gid":1000,"SecondaryGids":[7]},)"
        R"("PublicKeys":["ssh-ed25519 AAAA"],"HomeDirectoryType":"LOGICAL",)"
        R"("HomeDirectoryDetails":"[{\"Entry\":\"/\",\"Target\":\"/b/mara\"}]"})");
}

TEST_CASE("Transfer Family: an answer by password names a path", "[transfer_family]") {
  CHECK(lambent::encode(lambent::TransferFamilyResponse{
            .role = "r",
            .policy = R"({"Version":"2012-10-17"})",
            .home_directory_type = std::string(lambent::TransferFamilyResponse::kPath),
            .home_directory = "/b"}) ==
        R"({"Role":"r","Policy":"{\"Version\":\"2012-10-17\"}","HomeDirectoryType":"PATH",)"
        R"("HomeDirectory":"/b"})");
}
