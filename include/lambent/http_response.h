// SPDX-License-Identifier: Apache-2.0
// One HTTP response for every gateway. Included by lambent/http.h.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "lambent/event.h"

namespace lambent::inline LAMBENT_ABI {

/// What goes back to the client. Thread-safety: as of any struct.
struct LAMBENT_API HttpResponse {
  struct Header {
    std::string name{};   ///< Its case does not matter.
    std::string value{};  ///< As it is sent.
  };

  int status = 200;                    ///< Of HTTP.
  std::vector<Header> headers{};       ///< Several of one name are several values.
  std::vector<std::string> cookies{};  ///< Each a Set-Cookie: "id=1; Secure; HttpOnly".
  std::string body{};                  ///< Bytes; base64, where it is needed, is made of them.

  /// With the content type of plain text, in UTF-8.
  static HttpResponse text(std::string body, int status = 200);
  /// With that of HTML, in UTF-8.
  static HttpResponse html(std::string body, int status = 200);
  /// With the content type that is given.
  static HttpResponse bytes(std::string body, std::string content_type, int status = 200);
  /// Any T with a Codec; RawJson for JSON that is written already.
  template <class T>
  static HttpResponse json(const T& value, int status = 200) {
    HttpResponse response = bytes({}, "application/json", status);
    Codec<T>::encode(value, response.body);
    return response;
  }
  /// 204, without a body.
  static HttpResponse no_content() { return {.status = 204}; }
  /// 301 and 308 are for ever, 302, 303 and 307 are not.
  static HttpResponse redirect(std::string location, int status = 302);
  /// {"message": ...}
  static HttpResponse error(int status, std::string_view message);

  /// Puts a header besides those of its name.
  HttpResponse& add(std::string name, std::string value) &;
  /// The same for a temporary.
  HttpResponse&& add(std::string name, std::string value) &&;
  /// Puts it in their place.
  HttpResponse& set(std::string name, std::string value) &;
  /// The same for a temporary.
  HttpResponse&& set(std::string name, std::string value) &&;
  /// The first of its name, whose case does not matter, or null.
  const std::string* find(std::string_view name) const;
};

/// A failure that routes answer with this status and {"message": message}: for handlers that return
/// absl::StatusOr of something else than a response. Elsewhere it is a Status of the code `Unknown`.
LAMBENT_API absl::Status http_error(int status, std::string_view message);

/// The status that routes answer a failure with: that of http_error(), 400 for InvalidArgument, 404
/// for NotFound, else 500.
LAMBENT_API int http_status(const absl::Status& failure);

/// The answer to a failure: its message. For a 500 that does not come from http_error() the client
/// reads "Internal server error" instead.
LAMBENT_API HttpResponse error_response(const absl::Status& failure);

}  // namespace lambent::inline LAMBENT_ABI
