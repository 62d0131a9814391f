// SPDX-License-Identifier: Apache-2.0
#include "stub_http.h"

#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

namespace stub {
namespace {

const Header* find(const Headers& headers, std::string_view name) {
  for (const Header& header : headers)
    if (header.name.size() == name.size() &&
        ::strncasecmp(header.name.data(), name.data(), name.size()) == 0)
      return &header;
  return nullptr;
}

std::string_view value_in(const Headers& headers, std::string_view name) {
  const Header* const header = find(headers, name);
  return header != nullptr ? std::string_view(header->value) : std::string_view();
}

std::string hexadecimal(std::size_t number) {
  char digits[17];
  const auto end = std::to_chars(digits, digits + sizeof digits, number, 16).ptr;
  return {digits, end};
}

}  // namespace

std::string_view Request::header(std::string_view name) const { return value_in(headers, name); }
std::string_view Request::trailer(std::string_view name) const { return value_in(trailers, name); }
bool Request::has(std::string_view name) const { return find(headers, name) != nullptr; }

std::string head_of(const Answer& answer) {
  std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " Text\r\n";
  for (const Header& header : answer.headers) text += header.name + ": " + header.value + "\r\n";
  if (answer.is_chunked) {
    text += "Transfer-Encoding: chunked\r\n";
  } else if (answer.has_length) {
    text += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n";
  }
  return text + "\r\n";
}

std::string body_of(const Answer& answer) {
  if (!answer.is_chunked) return answer.body;
  // Three chunks or more, of which the last one is shorter.
  const std::size_t most = answer.body.size() / 3 + 1;
  std::string text;
  for (std::size_t i = 0; i < answer.body.size(); i += most) {
    const std::string chunk = answer.body.substr(i, most);
    text += hexadecimal(chunk.size()) + "\r\n" + chunk + "\r\n";
  }
  return text + "0\r\n\r\n";
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16).ptr ==
            text.data() + i + 3) {
      decoded += static_cast<char>(byte);
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

bool Connection::read_more() {
  if (position_ == buffer_.size()) {
    buffer_.clear();
    position_ = 0;
  }
  char bytes[1 << 16];
  ssize_t size = 0;
  do size = ::recv(socket_, bytes, one_byte_at_a_time ? 1 : sizeof bytes, 0);
  while (size < 0 && errno == EINTR);
  if (size <= 0) return false;
  buffer_.append(bytes, static_cast<std::size_t>(size));
  return true;
}

bool Connection::read_line(std::string& line) {
  for (;;) {
    const std::size_t end = buffer_.find("\r\n", position_);
    if (end != std::string::npos) {
      line = buffer_.substr(position_, end - position_);
      position_ = end + 2;
      return true;
    }
    if (!read_more()) return false;
  }
}

bool Connection::read_headers(Headers& headers) {
  std::string line;
  while (read_line(line)) {
    if (line.empty()) return true;
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos) return false;
    const std::size_t value = std::min(line.find_first_not_of(' ', colon + 1), line.size());
    headers.push_back({line.substr(0, colon), line.substr(value)});
  }
  return false;
}

bool Connection::read_bytes(std::size_t count, const OnPiece& on_piece) {
  while (count > 0) {
    if (position_ == buffer_.size() && !read_more()) return false;
    const std::size_t size = std::min(count, buffer_.size() - position_);
    on_piece(std::string_view(buffer_).substr(position_, size));
    position_ += size;
    count -= size;
  }
  return true;
}

bool Connection::read_head(Request& request) {
  std::string line;
  if (!read_line(line)) return false;
  const std::size_t first = line.find(' ');
  const std::size_t second = line.rfind(' ');
  if (first == second || line.substr(second + 1) != "HTTP/1.1") return false;
  request.method = line.substr(0, first);
  request.path = line.substr(first + 1, second - first - 1);
  return read_headers(request.headers);
}

bool Connection::read_body(Request& request, const OnPiece& on_piece) {
  const auto size_of = [](std::string_view text, int base) {
    std::size_t size = 0;
    std::from_chars(text.data(), text.data() + text.size(), size, base);
    return size;
  };
  if (request.header("Transfer-Encoding") != "chunked")
    return read_bytes(size_of(request.header("Content-Length"), 10), on_piece);
  for (std::string line; read_line(line);) {
    const std::size_t size = size_of(line, 16);
    if (size == 0) return read_headers(request.trailers);
    std::string chunk;
    if (!read_bytes(size, [&](std::string_view bytes) { chunk += bytes; })) return false;
    on_piece(chunk);
    if (!read_line(line) || !line.empty()) return false;
  }
  return false;
}

bool Connection::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t most = one_byte_at_a_time ? 1 : bytes.size();
    const ssize_t size = ::send(socket_, bytes.data(), most, MSG_NOSIGNAL);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

void Connection::close() {
  const std::lock_guard lock(mutex_);
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

void Connection::reset() {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close();
}

bool Connection::close_gently() {
  ::shutdown(socket_, SHUT_WR);
  bool has_sent = position_ < buffer_.size();
  do position_ = buffer_.size();
  while (read_more() && (has_sent = true));
  close();
  return has_sent;
}

void Connection::end() {
  const std::lock_guard lock(mutex_);
  if (socket_ >= 0) ::shutdown(socket_, SHUT_RDWR);
}

}  // namespace stub
