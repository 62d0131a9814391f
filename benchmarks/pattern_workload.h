// SPDX-License-Identifier: Apache-2.0
// Events and patterns to match them with: plots of land with their corners, and the bus of a shop.
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace bench {

struct PatternWorkload {
  std::vector<std::string> lots;                                             // events
  std::vector<std::pair<std::string, std::vector<std::string>>> lot_groups;  // patterns by operator
  std::vector<std::string> orders;  // events
  std::vector<std::string> order_patterns;
};

/// The same every time, on every machine.
class WorkloadMaker {
 public:
  PatternWorkload make(std::size_t events, std::size_t order_patterns) {
    PatternWorkload made;
    for (std::size_t i = 0; i < events; ++i) made.lots.push_back(lot());
    made.lot_groups = groups();
    for (std::size_t i = 0; i < events; ++i) made.orders.push_back(order());
    for (std::size_t i = 0; i < order_patterns; ++i)
      made.order_patterns.push_back(order_pattern(i));
    return made;
  }

 private:
  unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
  double fraction() { return below(1'000'000'000) / 1e9; }
  template <std::size_t N>
  const char* one_of(const char* const (&texts)[N]) {
    return texts[below(N)];
  }

  static constexpr const char* kStreets[] = {
      "FULTON",     "MASON",       "BEACH",  "HYDE", "CHESTNUT", "BROADWAY",   "CLAY",
      "SACRAMENTO", "GREEN",       "UNION",  "TURK", "HARRISON", "WASHINGTON", "GREENWICH",
      "LOMBARD",    "NORTH POINT", "SUTTER", "BAY",  "EDDY",     "PACIFIC"};
  static constexpr const char* kKinds[] = {"ST", "ST",  "ST",  "AVE", "BLVD",
                                           "DR", "WAY", "TER", "PL"};
  static constexpr const char* kShops[] = {"shop.orders", "shop.payments", "shop.shipping",
                                           "shop.users", "shop.stock"};
  static constexpr const char* kTypes[] = {
      "Order Placed", "Order Cancelled", "Payment Captured", "Payment Failed", "Parcel Sent",
      "Parcel Lost",  "User Joined",     "User Left",        "Stock Low",      "Stock Filled"};
  static constexpr const char* kCountries[] = {"NL", "DE", "FR", "ES", "IT", "US", "CA", "GB"};
  static constexpr const char* kColours[] = {"RED", "BLUE", "GREEN"};
  static constexpr const char* kEndings[] = {"png", "jpg", "pdf"};
  static constexpr unsigned kNets[] = {10, 192, 198, 203};

  std::string corner() {
    return fmt::format(R"({{"x":{},"y":{},"z":0.0}})", -122.51 + fraction() * 0.14,
                       37.71 + fraction() * 0.1);
  }

  std::string lot() {
    const unsigned block = 1 + below(7000);
    const unsigned number = 1 + below(130);
    const unsigned from = 1 + below(4000);
    const std::string first = corner();
    std::string corners = first;
    for (unsigned i = 3 + below(14); i > 0; --i) corners += ',' + corner();
    return fmt::format(
        R"({{"type":"Feature","properties":{{"MAPBLKLOT":"{:04}{:03}","BLKLOT":"{:04}{:03}",)"
        R"("BLOCK_NUM":"{:04}","LOT_NUM":"{:03}","FROM_ST":"{}","TO_ST":"{}","STREET":"{}",)"
        R"("ST_TYPE":"{}","ODD_EVEN":"{}"}},"geometry":{{"type":"{}","coordinates":[{},{}],)"
        R"("firstCoordinates":{}}}}})",
        block, number, block, 1 + below(130), block, number, from, from + below(20),
        one_of(kStreets), one_of(kKinds), below(2) == 0 ? "E" : "O",
        below(100) == 0 ? "MultiPolygon" : "Polygon", corners, first, first);
  }

  static std::string property(std::string_view name, std::string_view test) {
    return fmt::format(R"({{"properties":{{"{}":[{}]}}}})", name, test);
  }

  static std::vector<std::pair<std::string, std::vector<std::string>>> groups() {
    const auto streets = [](std::string_view form, const std::vector<std::string_view>& texts) {
      std::vector<std::string> patterns;
      for (const std::string_view text : texts)
        patterns.push_back(property("STREET", fmt::format(fmt::runtime(form), text)));
      return patterns;
    };
    const auto but = [](std::string_view form, const std::vector<std::string_view>& texts) {
      const auto test = [&](std::string_view text) {
        return fmt::format(R"({{"anything-but":{}}})", fmt::format(fmt::runtime(form), text));
      };
      return std::vector<std::string>{
          property("STREET", test(texts[0])), property("STREET", test(texts[1])),
          property("ST_TYPE", test(texts[2])),
          fmt::format(R"({{"geometry":{{"type":[{}]}}}})", test(texts[3])),
          property("FROM_ST", test(texts[4]))};
    };
    const auto corners = [](std::string_view name, const std::vector<std::string_view>& tests) {
      std::vector<std::string> patterns;
      for (const std::string_view test : tests)
        patterns.push_back(fmt::format(
            R"({{"geometry":{{"type":["Polygon"],"{}":{{"x":[{{"numeric":[{}]}}]}}}}}})", name,
            test));
      return patterns;
    };
    const std::vector<std::string_view> ranges = {R"("=",-122.45)", R"("<",-122.43)",
                                                  R"(">",-122.43)", R"(">",-122.48,"<",-122.40)",
                                                  R"("<=",-122.5)"};
    return {
        {"exact",
         {property("MAPBLKLOT", R"("0169102")"), property("MAPBLKLOT", R"("4440018")"),
          property("MAPBLKLOT", R"("0021056")"), property("MAPBLKLOT", R"("0141033")"),
          property("MAPBLKLOT", R"("9999999")")}},
        {"prefix", streets(R"({{"prefix":"{}"}})", {"WA", "GRE", "SAC", "B", "NORTH"})},
        {"prefix, any case", streets(R"({{"prefix":{{"equals-ignore-case":"{}"}}}})",
                                     {"wA", "gRE", "SaC", "b", "NoRTH"})},
        {"suffix", streets(R"({{"suffix":"{}"}})", {"ON", "TER", "AY", "INGTON", "O"})},
        {"suffix, any case", streets(R"({{"suffix":{{"equals-ignore-case":"{}"}}}})",
                                     {"oN", "tER", "aY", "InGTon", "o"})},
        {"equal, any case", streets(R"({{"equals-ignore-case":"{}"}})",
                                    {"turk", "LoMbArD", "sutter", "north POINT", "hyde"})},
        {"wildcard",
         {property("MAPBLKLOT", R"({"wildcard":"12*"})"),
          property("MAPBLKLOT", R"({"wildcard":"4*1*0*9"})"),
          property("MAPBLKLOT", R"({"wildcard":"*077"})"),
          property("MAPBLKLOT", R"({"wildcard":"6*3*1"})"),
          property("MAPBLKLOT", R"({"wildcard":"0*9*2"})")}},
        {"numeric", corners("firstCoordinates", ranges)},
        {"anything-but", but(R"(["{}"])", {"HYDE", "TURK", "ST", "Polygon", "1200"})},
        {"anything-but prefix", but(R"({{"prefix":"{}"}})", {"HYD", "TUR", "S", "Poly", "12"})},
        {"anything-but wildcard",
         but(R"({{"wildcard":"{}"}})", {"*YD*", "T*K", "*T", "P*n", "1*0"})},
        {"complex arrays", corners("coordinates", ranges)},
    };
  }

  std::string order() {
    const unsigned shop = below(5);
    std::string lines;
    for (unsigned i = 1 + below(5); i > 0; --i)
      lines +=
          fmt::format(R"({}{{"sku":"{}-{}","qty":{},"price":{}.{:02}}})", lines.empty() ? "" : ",",
                      one_of(kColours), 1 + below(500), 1 + below(50), below(90), below(100));
    return fmt::format(
        R"({{"version":"0","id":"{:08x}-{:04x}-{:012x}","detail-type":"{}","source":"{}",)"
        R"("account":"123456789012","time":"2026-{:02}-{:02}T12:00:00Z","region":"eu-west-1",)"
        R"("resources":["arn:aws:sqs:eu-west-1:123456789012:q{}"],"detail":{{"orderId":"A-{:06}",)"
        R"("tenant":"t{:04}","total":{}.{:02},"currency":"EUR","clientIp":"{}.{}.{}.{}",)"
        R"("vip":{},"coupon":{},"file":"uploads/a/{}.{}","lines":[{}],"ship":{{"country":"{}",)"
        R"("zip":"{:04}AB","method":"road"}}{}}}}})",
        below(1u << 31), below(1u << 16), below(1u << 31), kTypes[shop * 2 + below(2)],
        kShops[shop], 1 + below(12), 1 + below(28), below(100), below(100000), below(10000),
        below(1000), below(100), kNets[below(4)], below(256), below(256), 1 + below(254),
        below(10) == 0 ? "true" : "false",
        below(10) < 7 ? "null" : fmt::format(R"("C{:03}")", below(1000)), below(10000),
        one_of(kEndings), lines, one_of(kCountries), 1000 + below(9000),
        below(5) == 0 ? fmt::format(R"(,"refund":{})", below(100)) : "");
  }

  std::string order_pattern(std::size_t i) {
    const unsigned shop = below(5);
    return fmt::format(R"({{"source":["{}"],"detail-type":["{}"],"detail":{{{}}}}})", kShops[shop],
                       kTypes[shop * 2 + below(2)], order_test(i % 10));
  }

  std::string order_test(std::size_t kind) {
    switch (kind) {
      case 0:
      case 1:
      case 2:
      case 3: return fmt::format(R"("tenant":["t{:04}"])", below(10000));
      case 4:
        return fmt::format(
            R"("tenant":["t{:04}","t{:04}"],"ship":{{"country":[{{"anything-but":["{}"]}}]}})",
            below(10000), below(10000), one_of(kCountries));
      case 5:
        return fmt::format(
            R"("orderId":[{{"prefix":"A-{:03}"}}],"total":[{{"numeric":[">=",{}]}}])", below(1000),
            1 + below(900));
      case 6:
        return fmt::format(R"("clientIp":[{{"cidr":"{}.{}.0.0/{}"}}],"vip":[{}])", kNets[below(4)],
                           below(256), 12 + below(9), below(2) == 0 ? "true" : "false");
      case 7:
        return fmt::format(R"("file":[{{"suffix":"{}.{}"}}],"refund":[{{"exists":{}}}])",
                           below(100), one_of(kEndings), below(2) == 0 ? "true" : "false");
      case 8:
        return fmt::format(R"("lines":{{"sku":["{}-{}"],"qty":[{{"numeric":[">",{}]}}]}})",
                           one_of(kColours), 1 + below(500), 1 + below(49));
      default: {
        const unsigned low = below(500);
        return fmt::format(
            R"("ship":{{"country":["{}"],"zip":[{{"prefix":"{}"}}]}},"total":[{{"numeric":[">",{},"<=",{}]}}])",
            one_of(kCountries), 10 + below(90), low, low + 10 + below(390));
      }
    }
  }

  std::mt19937 random_{20261124};
};

/// Files of lines: lots, orders, and rules for each, as {"group", "pattern"}.
inline PatternWorkload read_workload(const std::string& folder) {
  const auto lines = [&](const char* name) {
    std::vector<std::string> all;
    std::ifstream file(folder + '/' + name);
    for (std::string line; std::getline(file, line);) all.push_back(line);
    return all;
  };
  PatternWorkload read{lines("lots.jsonl"), {}, lines("orders.jsonl"), {}};
  for (const std::string& line : lines("rules_lots.jsonl")) {
    const auto rule = nlohmann::json::parse(line);
    const std::string group = rule["group"];
    if (read.lot_groups.empty() || read.lot_groups.back().first != group)
      read.lot_groups.push_back({group, {}});
    read.lot_groups.back().second.push_back(rule["pattern"]);
  }
  for (const std::string& line : lines("rules_orders.jsonl"))
    read.order_patterns.push_back(nlohmann::json::parse(line)["pattern"]);
  return read;
}

}  // namespace bench
