// SPDX-License-Identifier: Apache-2.0
#include "json/writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "json/bytes.h"
#include "lambent/answers.h"
#include "lambent/attribute_value.h"
#include "lambent/fields.h"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

/// Gathers short pieces on the stack; appending each to a std::string costs more than the piece.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}
  ~Writer() { flush(); }

  void value(const char* value, Kind kind, const TypeInfo& type);
  void string(std::string_view text);

 private:
  static constexpr std::size_t kRoom = 2048;
  /// Texts from here on are searched for runs without escapes, which are then copied once.
  static constexpr std::size_t kLongText = 512;

  void flush() {
    out_.append(buffer_, static_cast<std::size_t>(at_ - buffer_));
    at_ = buffer_;
  }
  void make_room(std::size_t bytes) {
    if (static_cast<std::size_t>(buffer_ + kRoom - at_) < bytes) flush();
  }
  void put(char c) {
    make_room(1);
    *at_++ = c;
  }
  void raw(std::string_view text);
  template <class Number>
  void number(Number value) {
    make_room(32);
    at_ = std::to_chars(at_, at_ + 32, value).ptr;
  }
  void short_inside(const char* p, const char* end);
  void long_inside(const char* p, const char* end);
  void key(std::string_view key, bool& first);
  void structure(const char* object, const StructInfo& info);
  void list(const SequenceData& items, const TypeInfo& element);
  void map(const SequenceData& entries, const TypeInfo& type);
  void vector(const char* object, const TypeInfo& type);
  void text_map(const char* object, const TypeInfo& type);
  void attribute(const AttributeValue& value);

  std::string& out_;
  char buffer_[kRoom];
  char* at_ = buffer_;
};

void Writer::raw(std::string_view text) {
  if (text.size() > kRoom / 2) {
    flush();
    out_.append(text);
    return;
  }
  make_room(text.size());
  std::memcpy(at_, text.data(), text.size());
  at_ += text.size();
}

/// What stands for one byte of text inside a JSON string.
struct Escape {
  char text[7];
  std::uint8_t size;
};

constexpr auto kEscapes = [] {
  std::array<Escape, 256> escapes{};
  constexpr char kHex[] = "0123456789abcdef";
  for (std::size_t c = 0; c < 256; ++c) {
    escapes[c] = {{static_cast<char>(c)}, 1};
    if (c < 0x20) escapes[c] = {{'\\', 'u', '0', '0', kHex[c >> 4], kHex[c & 0xF]}, 6};
  }
  const auto letter = [&](unsigned char c, char name) { escapes[c] = {{'\\', name}, 2}; };
  letter('"', '"');
  letter('\\', '\\');
  letter('\b', 'b');
  letter('\f', 'f');
  letter('\n', 'n');
  letter('\r', 'r');
  letter('\t', 't');
  return escapes;
}();

/// Writes up to eight bytes where there is room for them all, escaped or not.
inline char* escape_each(const char* p, std::size_t size, char* out) {
  for (std::size_t i = 0; i < size; ++i) {
    // Always eight bytes: what is too much is written over, and no branch has to be guessed.
    const Escape& escape = kEscapes[static_cast<unsigned char>(p[i])];
    std::memcpy(out, &escape, sizeof escape);
    out += escape.size;
  }
  return out;
}

void Writer::short_inside(const char* p, const char* end) {
  constexpr std::size_t kMost = 8 * sizeof(Escape);
  for (; end - p >= 8; p += 8) {
    make_room(kMost);
    if (bytes_to_escape(load8(p)) == 0) {
      std::memcpy(at_, p, 8);
      at_ += 8;
    } else {
      at_ = escape_each(p, 8, at_);
    }
  }
  make_room(kMost);
  at_ = escape_each(p, static_cast<std::size_t>(end - p), at_);
}

void Writer::long_inside(const char* p, const char* end) {
  while (p != end) {
    const char* run = p;
    while (end - run >= 16 && (bytes_to_escape(load8(run)) | bytes_to_escape(load8(run + 8))) == 0)
      run += 16;
    if (run - p >= static_cast<std::ptrdiff_t>(kLongText)) {
      flush();
      out_.append(p, static_cast<std::size_t>(run - p));
      p = run;
    }
    // Through what needs escaping, and a little on: escapes come in swarms.
    const char* const stop = end - run <= 256 ? end : run + 256;
    short_inside(p, stop);
    p = stop;
  }
}

void Writer::string(std::string_view text) {
  put('"');
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  if (text.size() < kLongText) {
    short_inside(begin, end);
  } else {
    long_inside(begin, end);
  }
  put('"');
}

void Writer::key(std::string_view key, bool& first) {
  if (!first) put(',');
  first = false;
  string(key);
  put(':');
}

bool is_empty(const char* value, const TypeInfo& type);

bool all_empty(const char* object, const StructInfo& info) {
  for (const FieldInfo& row : info.rows)
    if (row.presence != Presence::kOptional || !is_empty(object + row.offset, *row.type))
      return false;
  return true;
}

bool is_empty(const char* value, const TypeInfo& type) {
  switch (type.kind) {
    case Kind::kText:
    case Kind::kTimestamp:
    case Kind::kBase64:
    case Kind::kNumberText:
    case Kind::kRawJson: return reinterpret_cast<const std::string_view*>(value)->empty();
    case Kind::kNumberOrText: {
      const auto& either = *reinterpret_cast<const NumberOrText*>(value);
      return either.text.empty();
    }
    case Kind::kString:
    case Kind::kJsonText: return reinterpret_cast<const std::string*>(value)->empty();
    case Kind::kJsonScalar:
      return reinterpret_cast<const JsonScalar*>(value)->kind == JsonKind::kNull;
    case Kind::kBool: return !*reinterpret_cast<const bool*>(value);
    case Kind::kInteger:
    case Kind::kEpochMs: return *reinterpret_cast<const std::int64_t*>(value) == 0;
    case Kind::kDouble: return *reinterpret_cast<const double*>(value) == 0;
    case Kind::kStruct: return all_empty(value, type.structure());
    case Kind::kList:
    case Kind::kMap: return reinterpret_cast<const SequenceData*>(value)->size == 0;
    case Kind::kVector:
    case Kind::kTextMap:
    case Kind::kOptional: return type.operations->count(value) == 0;
    case Kind::kOneOrMany: return is_empty(value, *type.element);
    case Kind::kAttributeValue:
    case Kind::kUnsupported: return false;
  }
  return false;
}

void Writer::structure(const char* object, const StructInfo& info) {
  if (info.whole != nullptr)
    return value(object + info.whole->offset, info.whole->kind, *info.whole->type);
  bool first = true;
  put('{');
  for (const FieldInfo& row : info.rows) {
    const char* const member = object + row.offset;
    if (row.role == FieldInfo::Role::kRest) {
      for (const auto& entry : *reinterpret_cast<const Map<RawJson>*>(member)) {
        key(entry.key, first);
        raw(entry.value.text);
      }
      continue;
    }
    const bool empty =
        row.presence != kRequired && row.presence != kAlways && is_empty(member, *row.type);
    if (empty && row.presence == Presence::kOptional) continue;
    key(row.key, first);
    if (empty) {
      raw("null");
    } else {
      value(member, row.kind, *row.type);
    }
  }
  put('}');
}

void Writer::list(const SequenceData& items, const TypeInfo& element) {
  const char* item = static_cast<const char*>(items.data);
  put('[');
  for (std::uint32_t i = 0; i < items.size; ++i, item += element.size) {
    if (i != 0) put(',');
    value(item, element.kind, element);
  }
  put(']');
}

void Writer::map(const SequenceData& entries, const TypeInfo& type) {
  const char* entry = static_cast<const char*>(entries.data);
  bool first = true;
  put('{');
  for (std::uint32_t i = 0; i < entries.size; ++i, entry += type.entry_size) {
    key(*reinterpret_cast<const std::string_view*>(entry), first);
    value(entry + type.value_offset, type.element->kind, *type.element);
  }
  put('}');
}

void Writer::vector(const char* object, const TypeInfo& type) {
  const std::size_t size = type.operations->count(object);
  put('[');
  for (std::size_t i = 0; i < size; ++i) {
    if (i != 0) put(',');
    value(static_cast<const char*>(type.operations->item(object, i)), type.element->kind,
          *type.element);
  }
  put(']');
}

void Writer::text_map(const char* object, const TypeInfo& type) {
  struct Sink {
    Writer& writer;
    const TypeInfo& element;
    bool first = true;
  } sink{*this, *type.element};
  put('{');
  type.operations->each(object, &sink, [](void* opaque, std::string_view key, const void* value) {
    auto& to = *static_cast<Sink*>(opaque);
    to.writer.key(key, to.first);
    to.writer.value(static_cast<const char*>(value), to.element.kind, to.element);
  });
  put('}');
}

void Writer::attribute(const AttributeValue& attribute) {
  const SequenceData data = AttributeAccess::data(attribute);
  const auto tagged = [&](std::string_view tag, const void* value_at, const TypeInfo& type) {
    raw(tag);
    value(static_cast<const char*>(value_at), type.kind, type);
    put('}');
  };
  const std::string_view text(static_cast<const char*>(data.data),
                              attribute.type() == AttributeType::kBool ? 0 : data.size);
  const bool yes = data.size != 0;
  const bool always = true;
  switch (attribute.type()) {
    case AttributeType::kString: return tagged(R"({"S":)", &text, type_info<std::string_view>);
    case AttributeType::kNumber: return tagged(R"({"N":)", &text, type_info<std::string_view>);
    case AttributeType::kBinary: return tagged(R"({"B":)", &text, type_info<std::string_view>);
    case AttributeType::kBool: return tagged(R"({"BOOL":)", &yes, type_info<bool>);
    case AttributeType::kNull: return tagged(R"({"NULL":)", &always, type_info<bool>);
    case AttributeType::kMap: return tagged(R"({"M":)", &data, type_info<Map<AttributeValue>>);
    case AttributeType::kList: return tagged(R"({"L":)", &data, type_info<List<AttributeValue>>);
    case AttributeType::kStringSet:
      return tagged(R"({"SS":)", &data, type_info<List<std::string_view>>);
    case AttributeType::kNumberSet:
      return tagged(R"({"NS":)", &data, type_info<List<std::string_view>>);
    case AttributeType::kBinarySet:
      return tagged(R"({"BS":)", &data, type_info<List<std::string_view>>);
  }
}

void Writer::value(const char* value, Kind kind, const TypeInfo& type) {
  switch (kind) {
    case Kind::kText:
    case Kind::kTimestamp:
    case Kind::kBase64: return string(*reinterpret_cast<const std::string_view*>(value));
    case Kind::kString: return string(*reinterpret_cast<const std::string*>(value));
    case Kind::kNumberText: {
      const auto text = *reinterpret_cast<const std::string_view*>(value);
      return raw(text.empty() ? "0" : text);
    }
    case Kind::kRawJson: {
      const auto text = *reinterpret_cast<const std::string_view*>(value);
      return raw(text.empty() ? "null" : text);
    }
    case Kind::kJsonText: {
      const auto& text = *reinterpret_cast<const std::string*>(value);
      return raw(text.empty() ? std::string_view("null") : text);
    }
    case Kind::kNumberOrText: {
      const auto& either = *reinterpret_cast<const NumberOrText*>(value);
      return either.is_number ? raw(either.text) : string(either.text);
    }
    case Kind::kJsonScalar: {
      const auto& scalar = *reinterpret_cast<const JsonScalar*>(value);
      if (scalar.kind == JsonKind::kString) return string(scalar.text);
      return raw(scalar.kind == JsonKind::kNull ? std::string_view("null") : scalar.text);
    }
    case Kind::kBool: return raw(*reinterpret_cast<const bool*>(value) ? "true" : "false");
    case Kind::kInteger:
    case Kind::kEpochMs: return number(*reinterpret_cast<const std::int64_t*>(value));
    case Kind::kDouble: {
      // JSON has no words for what is not finite.
      const double real = *reinterpret_cast<const double*>(value);
      return std::isfinite(real) ? number(real) : raw("null");
    }
    case Kind::kStruct: return structure(value, type.structure());
    case Kind::kList: return list(*reinterpret_cast<const SequenceData*>(value), *type.element);
    case Kind::kMap: return map(*reinterpret_cast<const SequenceData*>(value), type);
    case Kind::kVector: return vector(value, type);
    case Kind::kTextMap: return text_map(value, type);
    case Kind::kAttributeValue: return attribute(*reinterpret_cast<const AttributeValue*>(value));
    case Kind::kOptional: {
      if (type.operations->count(value) == 0) return raw("null");
      return this->value(static_cast<const char*>(type.operations->item(value, 0)),
                         type.element->kind, *type.element);
    }
    case Kind::kOneOrMany: {
      const TypeInfo& values = *type.element;
      const bool single = *reinterpret_cast<const bool*>(value + type.value_offset);
      if (values.kind == Kind::kVector) {
        if (!single || values.operations->count(value) != 1) return vector(value, values);
        return this->value(static_cast<const char*>(values.operations->item(value, 0)),
                           values.element->kind, *values.element);
      }
      const auto& items = *reinterpret_cast<const SequenceData*>(value);
      if (!single || items.size != 1) return list(items, *values.element);
      return this->value(static_cast<const char*>(items.data), values.element->kind,
                         *values.element);
    }
    case Kind::kUnsupported: return raw("null");
  }
}

}  // namespace

void write_value(const void* value, const TypeInfo& type, std::string& out) {
  Writer(out).value(static_cast<const char*>(value), type.kind, type);
}

void write_string(std::string_view text, std::string& out) { Writer(out).string(text); }

}  // namespace lambent::inline LAMBENT_ABI::detail
