// SPDX-License-Identifier: Apache-2.0
#include "runtime/failure_report.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <optional>
#include <vector>

#include "absl/strings/cord.h"
#include "json/utf8.h"
#include "lambent/detail/exceptions.h"
#include "lambent/event.h"
#include "lambent/fields.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {
namespace {

// The log takes 256 KiB of a line, the API more; escaping may make six bytes of one.
constexpr std::size_t kMostMessage = std::size_t{40} << 10;
// Part of headers, which are long enough without it.
constexpr std::size_t kMostType = std::size_t{1} << 10;
// It crops the header at 64 KiB, which must stay JSON.
constexpr std::size_t kMostCauseMessage = std::size_t{4} << 10;

// Escapes and base64 may make eight bytes of one, and no header has more than 64 KiB.
constexpr std::size_t kMostTrailerMessage = std::size_t{6} << 10;

struct ErrorBody {
  std::string message{};
  std::string type{};
  std::vector<std::string> stack_trace{};
};

struct CauseException {
  std::string type{};
  std::string message{};
  std::vector<std::string> stack{};
};
struct Cause {
  std::string working_directory{};
  std::vector<CauseException> exceptions{};
};

struct ErrorType {
  std::string_view type{};
};

}  // namespace

template <>
inline constexpr auto fields<ErrorBody> = std::array{
    field<&ErrorBody::message>("errorMessage", kAlways),
    field<&ErrorBody::type>("errorType", kAlways),
    field<&ErrorBody::stack_trace>("stackTrace", kAlways),
};
template <>
inline constexpr auto fields<CauseException> = std::array{
    field<&CauseException::type>("type", kAlways),
    field<&CauseException::message>("message", kAlways),
    field<&CauseException::stack>("stack", kAlways),
};
template <>
inline constexpr auto fields<Cause> = std::array{
    field<&Cause::working_directory>("working_directory", kAlways),
    field<&Cause::exceptions>("exceptions", kAlways),
};
template <>
inline constexpr auto fields<ErrorType> = std::array{field<&ErrorType::type>("errorType")};

namespace detail {
namespace {

/// "std::runtime_error" as "RuntimeError": the last name, of letters only, as the API groups them.
std::string letters_of(std::string_view type) {
  type = type.substr(0, type.find('<'));
  if (const auto colon = type.rfind(':'); colon != type.npos) type.remove_prefix(colon + 1);
  std::string letters;
  bool begins_word = true;
  for (const char c : type) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && std::isalpha(byte) != 0) {
      letters += begins_word ? static_cast<char>(std::toupper(byte)) : c;
      begins_word = false;
    } else {
      begins_word = true;
    }
  }
  return letters.size() >= 2 ? letters : "Unknown";
}

/// NOT_FOUND as "NotFound".
std::string code_name(absl::StatusCode code) {
  std::string name;
  bool begins_word = true;
  for (const char c : absl::StatusCodeToString(code)) {
    if (c != '_') name += begins_word ? c : static_cast<char>(std::tolower(c));
    begins_word = c == '_';
  }
  return name;
}

/// JSON with everything beyond ASCII escaped; it is UTF-8.
std::string in_ascii(std::string_view json) {
  std::string ascii;
  for (std::size_t i = 0; i < json.size();) {
    const std::size_t length = utf8_length_at(json, i);
    std::uint32_t c = static_cast<unsigned char>(json[i]);
    if (length > 1) c &= 0xFFu >> (length + 1);
    for (std::size_t k = 1; k < length; ++k)
      c = (c << 6) | (static_cast<unsigned char>(json[i + k]) & 0x3Fu);
    i += length > 0 ? length : 1;
    if (c < 0x7F) {
      ascii += static_cast<char>(c);
    } else if (c < 0x10000) {
      ascii += fmt::format("\\u{:04x}", c);
    } else {
      c -= 0x10000;
      ascii += fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (c >> 10), 0xDC00 + (c & 0x3FF));
    }
  }
  return ascii;
}

}  // namespace

FailureReport report_of(const absl::Status& status) {
  FailureReport failure;
  const auto type = status.GetPayload(kErrorTypePayload);
  std::string name = type ? readable_utf8(std::string(*type)) : code_name(status.code());
  // What std::throw_with_nested() makes of an exception's type.
  constexpr std::string_view kNested = "std::_Nested_exception<";
  if (name.starts_with(kNested) && name.ends_with('>'))
    name = name.substr(kNested.size(), name.size() - kNested.size() - 1);
  failure.type = utf8_prefix(name, kMostType);
  failure.category = "Function." + letters_of(failure.type);
  failure.message = readable_utf8({status.message().data(), status.message().size()});
  if (failure.message.size() > kMostMessage)
    failure.message = std::string(utf8_prefix(failure.message, kMostMessage)) + "...";
  return failure;
}

std::string error_json(const FailureReport& failure) {
  return encode(ErrorBody{.message = failure.message, .type = failure.type});
}

std::string trailer_of(const FailureReport& failure) {
  FailureReport shorter = failure;
  shorter.message = utf8_prefix(failure.message, kMostTrailerMessage);
  return to_base64(error_json(shorter));
}

std::string trailer_names() { return fmt::format("{}, {}", kErrorTypeField, kErrorBodyField); }

std::string xray_cause(const FailureReport& failure) {
  return in_ascii(encode(Cause{
      .working_directory = "/var/task",
      .exceptions = {{.type = failure.type,
                      .message = std::string(utf8_prefix(failure.message, kMostCauseMessage))}}}));
}

std::string error_type_in(std::string_view json) {
  const auto body = decode<ErrorType>(std::string(json));
  return body.ok() ? std::string((*body)->type) : std::string();
}

}  // namespace detail
}  // namespace lambent::inline LAMBENT_ABI
