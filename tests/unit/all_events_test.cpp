// SPDX-License-Identifier: Apache-2.0
// What holds for every source of the list and every one of its fixtures.
#include "lambent/events.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "event_types.h"
#include "fixtures.h"
#include "lambent/event.h"

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

/// Calls `check(type, file name, payload)` for every fixture of every type.
template <class Check>
void for_each_fixture(Check check) {
  for (const EventType& type : event_types())
    for (const auto& file : fixtures::of(type.source.name))
      check(type, std::string(type.source.name) + "/" + file.filename().string(),
            fixtures::read(file));
}

/// A place in a document, the row that reads it, and whether its struct keeps unknown members.
struct Place {
  ordered_json::json_pointer at;
  const lambent::FieldInfo* row;
  bool keeps_unknown;
};

/// Every member of the document that a row of a struct stands for, structs in lists included.
void find_places(const ordered_json& value, const lambent::detail::TypeInfo& type,
                 const ordered_json::json_pointer& at, std::vector<Place>& places) {
  using lambent::detail::Kind;
  if (type.kind == Kind::kOptional) return find_places(value, *type.element, at, places);
  if (type.kind == Kind::kList && value.is_array() && !value.empty())
    return find_places(value[0], *type.element, at / 0, places);
  if (type.kind == Kind::kMap && value.is_object() && !value.empty())
    return find_places(value.begin().value(), *type.element, at / value.begin().key(), places);
  if (type.kind != Kind::kStruct) return;
  const lambent::detail::StructInfo& structure = type.structure();
  if (structure.whole != nullptr) return find_places(value, *structure.whole->type, at, places);
  if (!value.is_object()) return;
  for (const lambent::FieldInfo& row : structure.rows) {
    const auto member = value.find(std::string(row.key));
    if (row.key.empty() || member == value.end()) continue;
    const auto below = at / std::string(row.key);
    places.push_back({below, &row, structure.rest != nullptr});
    find_places(*member, *row.type, below, places);
  }
}

std::vector<Place> places_in(const ordered_json& document, const EventType& type) {
  std::vector<Place> places;
  find_places(document, *type.info, ordered_json::json_pointer(), places);
  return places;
}

/// A value that no row of this kind can hold; null where every value fits.
ordered_json misfit(const lambent::detail::TypeInfo& type) {
  using lambent::detail::Kind;
  switch (type.kind) {
    case Kind::kRawJson: return nullptr;
    case Kind::kOptional: return misfit(*type.element);
    case Kind::kText:
    case Kind::kTimestamp:
    case Kind::kBase64: return 7;
    case Kind::kNumberOrText: return ordered_json::array();
    case Kind::kBool:
    case Kind::kInteger:
    case Kind::kEpochMs:
    case Kind::kDouble:
    case Kind::kNumberText: return "seven";
    default: return true;
  }
}

/// "/Records/0/body" as "$.Records[0].body".
std::string dollar_path(const ordered_json::json_pointer& pointer) {
  std::vector<std::string> steps;
  for (auto at = pointer; !at.empty(); at.pop_back()) steps.push_back(at.back());
  std::string path = "$";
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    const bool index = step->find_first_not_of("0123456789") == std::string::npos;
    path += index ? "[" + *step + "]" : "." + *step;
  }
  return path;
}

ordered_json reversed(const ordered_json& value) {
  if (value.is_array()) {
    ordered_json items = ordered_json::array();
    for (const auto& item : value) items.push_back(reversed(item));
    return items;
  }
  if (!value.is_object()) return value;
  std::vector<std::pair<std::string, ordered_json>> members;
  for (const auto& [key, member] : value.items()) members.emplace_back(key, reversed(member));
  ordered_json object = ordered_json::object();
  for (auto member = members.rbegin(); member != members.rend(); ++member)
    object[member->first] = member->second;
  return object;
}

/// Gives every member the spelling in which it is written.
void use_first_spellings(json& value, const lambent::detail::TypeInfo& type) {
  using lambent::detail::Kind;
  if (type.kind == Kind::kOptional) return use_first_spellings(value, *type.element);
  if ((type.kind == Kind::kList && value.is_array()) ||
      (type.kind == Kind::kMap && value.is_object()))
    for (json& item : value) use_first_spellings(item, *type.element);
  if (type.kind != Kind::kStruct) return;
  const lambent::detail::StructInfo& structure = type.structure();
  if (structure.whole != nullptr) return use_first_spellings(value, *structure.whole->type);
  if (!value.is_object()) return;
  for (const lambent::FieldInfo& row : structure.rows) {
    const std::string key(row.key);
    const auto second = value.find(std::string(row.second_key));
    if (!row.second_key.empty() && second != value.end()) {
      json member = *second;
      value.erase(second);
      value[key] = std::move(member);
    }
    if (!key.empty() && value.contains(key)) use_first_spellings(value[key], *row.type);
  }
}

json as_written_back(const EventType& type, const std::string& name, const std::string& payload) {
  json document = json::parse(payload);
  use_first_spellings(document, *type.info);
  // The one fixture with members that belong to another type.
  if (name == "cloudwatch_alarm/inside_an_eventbridge_envelope.json")
    for (const char* key : {"version", "id", "detail-type", "account", "resources", "detail"})
      document.erase(key);
  return document;
}

/// Adds a member that no row names in front of and behind those of every described object.
ordered_json with_unknown_members(const ordered_json& document, const EventType& type) {
  ordered_json changed = document;
  auto places = places_in(document, type);
  for (auto place = places.rbegin(); place != places.rend(); ++place) {
    if (place->keeps_unknown) continue;
    ordered_json& parent = changed[place->at.parent_pointer()];
    parent["x-unknown"] = {{"a", {1, "two", nullptr, {{"b", true}}}}};
    parent["x-other"] = "\"\\u00e9";
  }
  return changed;
}

}  // namespace

TEST_CASE("every fixture is recognised as the folder it is in", "[events]") {
  for_each_fixture([](const EventType& type, const std::string& name, const std::string& payload) {
    INFO(name);
    const auto id = lambent::recognise(payload);
    REQUIRE(id.ok());
    CHECK(*id == type.source.name);
  });
}

TEST_CASE("decoding and encoding a fixture loses nothing", "[events]") {
  for_each_fixture([](const EventType& type, const std::string& name, const std::string& payload) {
    INFO(name);
    const auto again = type.canonical(payload);
    INFO(again.status());
    REQUIRE(again.ok());
    CHECK(fixtures::without_empty(json::parse(*again)) ==
          fixtures::without_empty(as_written_back(type, name, payload)));
    // What was written once is written the same for ever.
    CHECK(*type.canonical(*again) == *again);
  });
}

TEST_CASE("an owned copy equals the event and outlives it", "[events]") {
  for_each_fixture([](const EventType& type, const std::string& name, const std::string& payload) {
    INFO(name);
    CHECK(type.survives_copying(payload));
  });
}

TEST_CASE("the order of members does not matter", "[events]") {
  for_each_fixture([](const EventType& type, const std::string& name, const std::string& payload) {
    INFO(name);
    const auto backwards = reversed(ordered_json::parse(payload)).dump();
    const auto decoded = type.canonical(backwards);
    INFO(decoded.status());
    REQUIRE(decoded.ok());
    CHECK(json::parse(*decoded) == json::parse(*type.canonical(payload)));
    CHECK(*lambent::recognise(backwards) == type.source.name);
  });
}

TEST_CASE("unknown members are skipped", "[events]") {
  for_each_fixture([](const EventType& type, const std::string& name, const std::string& payload) {
    INFO(name);
    const auto more = with_unknown_members(ordered_json::parse(payload), type).dump();
    const auto decoded = type.canonical(more);
    INFO(decoded.status());
    REQUIRE(decoded.ok());
    CHECK(json::parse(*decoded) == json::parse(*type.canonical(payload)));
  });
}

TEST_CASE("null at a member reads as an absent member, or names it where it is required",
          "[events]") {
  for_each_fixture([](const EventType& type, const std::string& name, const std::string& payload) {
    const auto document = ordered_json::parse(payload);
    for (const Place& place : places_in(document, type)) {
      INFO(name << " " << place.at.to_string());
      auto with_null = document;
      with_null[place.at] = nullptr;
      auto without = document;
      without[place.at.parent_pointer()].erase(place.at.back());
      const auto a = type.canonical(with_null.dump());
      const auto b = type.canonical(without.dump());
      REQUIRE(a.ok() == b.ok());
      if (a.ok()) {
        CHECK(fixtures::without_empty(json::parse(*a)) == fixtures::without_empty(json::parse(*b)));
        continue;
      }
      const std::string expected = std::string(type.source.name) + ": " + dollar_path(place.at) +
                                   ": this field is required but missing";
      CHECK(a.status().message() == expected);
      CHECK(b.status().message() == expected);
    }
  });
}

TEST_CASE("a sample with empty members beside its own is the same event", "[events]") {
  const std::string names[] = {
      "apigw_authorizer_request/identity_of_nulls.json",
      "apigw_rest_proxy/identity_of_nulls.json",
      "cognito_create_auth_challenge/metadata_of_null.json",
      "lex_v1/slot_details_empty.json",
      "sqs/empty_lists.json",
      "sqs_receive_message/empty_lists.json",
  };
  const auto types = event_types();
  for (const std::string& name : names) {
    INFO(name);
    const std::string folder = name.substr(0, name.find('/'));
    const auto type = std::find_if(types.begin(), types.end(), [&](const EventType& each) {
      return each.source.name == folder;
    });
    REQUIRE(type != types.end());
    const auto read = type->canonical(fixtures::load(name));
    INFO(read.status());
    REQUIRE(read.ok());
    CHECK(json::parse(*read) == json::parse(fixtures::load(folder + "/sample.json")));
  }
}

TEST_CASE("a value of the wrong kind is an error that names its place", "[events]") {
  for_each_fixture([](const EventType& type, const std::string& name, const std::string& payload) {
    const auto document = ordered_json::parse(payload);
    for (const Place& place : places_in(document, type)) {
      const ordered_json wrong = misfit(*place.row->type);
      if (wrong.is_null()) continue;
      INFO(name << " " << place.at.to_string());
      auto changed = document;
      changed[place.at] = wrong;
      const auto decoded = type.canonical(changed.dump());
      REQUIRE_FALSE(decoded.ok());
      CHECK(decoded.status().code() == absl::StatusCode::kInvalidArgument);
      const std::string message(decoded.status().message());
      INFO(message);
      CHECK(message.starts_with(std::string(type.source.name) + ": " + dollar_path(place.at) +
                                ": expected "));
      CHECK(message.find(", found ") != std::string::npos);
      CHECK(message.find("seven") == std::string::npos);
    }
  });
}

TEST_CASE("a prefix of a fixture is an error that names a path", "[events]") {
  // Every fourth one: they are a million. With LAMBENT_TRIES from 4 on all of them.
  const std::size_t step = std::max(1u, 4 / fixtures::tries(1));
  for_each_fixture([&](const EventType& type, const std::string& name, const std::string& payload) {
    const std::size_t whole = payload.find_last_not_of(" \n") + 1;
    // One assertion for all of them.
    const auto is_told = [&](std::size_t size) {
      const absl::Status status = type.canonical(payload.substr(0, size)).status();
      const std::string message(status.message());
      return absl::IsInvalidArgument(status) &&
             message.starts_with(std::string(type.source.name) + ": $") &&
             message.find(": expected ") != std::string::npos &&
             message.find(", found ") != std::string::npos;
    };
    std::size_t size = whole % step;
    while (size < whole && is_told(size)) size += step;
    INFO(name << ", first " << size << " bytes");
    CHECK(size >= whole);
  });
}

TEST_CASE("malformed payloads are errors, whatever type they are decoded as", "[events]") {
  const auto types = event_types();
  for (const auto& file : fixtures::of("malformed")) {
    INFO(file.filename().string());
    const std::string payload = fixtures::read(file);
    bool decodes_as_any = false;
    for (const EventType& type : types) decodes_as_any |= type.canonical(payload).ok();
    CHECK_FALSE(decodes_as_any);
  }
}

TEST_CASE("no two sources have the same name, or a rank unless their records tell them apart",
          "[events]") {
  std::set<std::string_view> names;
  std::set<int> ranks;
  for (const EventType& type : event_types()) {
    INFO(type.source.name);
    CHECK(names.insert(type.source.name).second);
    const bool by_records = type.source.probes[0].path.starts_with("Records[0]");
    CHECK((ranks.insert(type.source.rank).second || by_records));
    CHECK(type.source.reference.starts_with("https://"));
    CHECK_FALSE(type.source.answers.empty());
  }
}
