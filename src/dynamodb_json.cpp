// SPDX-License-Identifier: Apache-2.0
#include "lambent/dynamodb_json.h"

#include "json/indexed_text.h"
#include "json/workspace.h"
#include "json/writer.h"

namespace lambent::inline LAMBENT_ABI {
namespace {

using detail::Kind;
using detail::TypeInfo;
using detail::write_string;

bool is_json_number(std::string_view text) {
  const std::string ended(text);  // with a byte behind it that is no part of a number
  return detail::end_of_number(ended.c_str()) == ended.c_str() + ended.size();
}

void write_number(std::string_view number, std::string& out) {
  if (is_json_number(number)) {
    out += number;
  } else {
    write_string(number, out);
  }
}

template <class Items, class Write>
void write_array(const Items& items, std::string& out, Write write) {
  out += '[';
  const char* separator = "";
  for (const auto& item : items) {
    out += separator;
    write(item);
    separator = ",";
  }
  out += ']';
}

// --- what C++ types say of JSON ------------------------------------------------------------------

/// Of the value that an optional may hold.
const TypeInfo* held_type(const TypeInfo* type) {
  while (type != nullptr && type->kind == Kind::kOptional) type = type->element;
  return type;
}

/// Of a member of an object; null where nothing is known of it.
const TypeInfo* member_type(const TypeInfo* type, std::string_view name) {
  if (type == nullptr) return nullptr;
  if (type->kind == Kind::kMap || type->kind == Kind::kTextMap) return held_type(type->element);
  if (type->kind != Kind::kStruct) return nullptr;
  for (const FieldInfo& row : type->structure().rows)
    if (row.key == name || (!row.second_key.empty() && row.second_key == name))
      return held_type(row.type);
  return nullptr;
}

/// Of the elements of an array.
const TypeInfo* element_type(const TypeInfo* type) {
  if (type == nullptr || (type->kind != Kind::kList && type->kind != Kind::kVector)) return nullptr;
  return held_type(type->element);
}

bool is(const TypeInfo* type, Kind kind) { return type != nullptr && type->kind == kind; }

// --- items to JSON -------------------------------------------------------------------------------

void write_plain(const AttributeValue& value, const TypeInfo* type, std::string& out);

void write_plain(const Map<AttributeValue>& item, const TypeInfo* type, std::string& out) {
  out += '{';
  const char* separator = "";
  for (const auto& [name, value] : item) {
    out += separator;
    write_string(name, out);
    out += ':';
    write_plain(value, member_type(type, name), out);
    separator = ",";
  }
  out += '}';
}

void write_plain(const AttributeValue& value, const TypeInfo* type, std::string& out) {
  if (is(type, Kind::kAttributeValue)) return detail::write_value(&value, *type, out);
  switch (value.type()) {
    case AttributeType::kNull: out += "null"; return;
    case AttributeType::kBool: out += *value.as_bool() ? "true" : "false"; return;
    case AttributeType::kString: write_string(*value.as_string(), out); return;
    case AttributeType::kNumber: write_number(*value.as_number(), out); return;
    case AttributeType::kBinary: write_string(value.as_binary()->text, out); return;
    case AttributeType::kMap: write_plain(value.as_map(), type, out); return;
    case AttributeType::kList:
      return write_array(value.as_list(), out,
                         [&](const auto& v) { write_plain(v, element_type(type), out); });
    case AttributeType::kStringSet:
      return write_array(value.as_string_set(), out, [&](auto text) { write_string(text, out); });
    case AttributeType::kNumberSet:
      return write_array(value.as_number_set(), out, [&](auto n) { write_number(n, out); });
    case AttributeType::kBinarySet:
      return write_array(value.as_binary_set(), out, [&](auto b) { write_string(b.text, out); });
  }
}

// --- JSON to items -------------------------------------------------------------------------------

/// Copies well-formed JSON with a type tag around every value.
class Tagger {
 public:
  Tagger(const detail::IndexedText& document, std::string& out)
      : document_(document), at_(document.index), out_(out) {}

  void members(const TypeInfo* type) {
    out_ += '{';
    ++at_;
    while (document_.byte(at_) != '}') {
      // Names that a type knows have no escapes.
      const TypeInfo* const member = member_type(type, document_.raw_string(at_));
      copy_scalar();  // the name
      out_ += ':';
      ++at_;
      value(member);
      separator();
    }
    ++at_;
    out_ += '}';
  }

 private:
  void value(const TypeInfo* type) {
    if (is(type, Kind::kAttributeValue)) return copy_tagged();
    switch (document_.byte(at_)) {
      case '{':
        out_ += R"({"M":)";
        members(type);
        break;
      case '[':
        out_ += R"({"L":[)";
        ++at_;
        while (document_.byte(at_) != ']') {
          value(element_type(type));
          separator();
        }
        ++at_;
        out_ += ']';
        break;
      case '"':
        out_ += is(type, Kind::kBase64) ? R"({"B":)" : R"({"S":)";
        copy_scalar();
        break;
      case 't':
      case 'f':
        out_ += R"({"BOOL":)";
        copy_scalar();
        break;
      case 'n':
        out_ += R"({"NULL":true)";
        ++at_;
        break;
      default:
        out_ += R"({"N":")";
        copy_scalar();
        out_ += '"';
    }
    out_ += '}';
  }

  /// A value with its tag.
  void copy_tagged() {
    const detail::Place behind = document_.behind(at_);
    while (at_ != behind) copy_scalar();
  }

  void copy_scalar() {
    out_.append(document_.here(at_), document_.end_of_scalar(at_));
    ++at_;
  }

  void separator() {
    if (document_.byte(at_) != ',') return;
    ++at_;
    out_ += ',';
  }

  const detail::IndexedText& document_;
  detail::Place at_;
  std::string& out_;
};

}  // namespace

std::string to_plain_json(const Map<AttributeValue>& item) {
  return detail::plain_json(item, nullptr);
}

absl::StatusOr<Event<DynamoDbItem>> from_plain_json(std::string_view json) {
  return detail::item_from(json, nullptr);
}

std::string detail::plain_json(const Map<AttributeValue>& item, const TypeInfo* type) {
  std::string out;
  write_plain(item, type, out);
  return out;
}

absl::StatusOr<Event<DynamoDbItem>> detail::item_from(std::string_view json, const TypeInfo* type) {
  std::string tagged;
  {
    detail::WorkspaceLease workspace;
    workspace->load(json, {});
    // Checks all of it, so that the copy below need not look twice.
    Map<RawJson> checked;
    absl::Status status =
        workspace->read(&checked, detail::type_info<Map<RawJson>>, {}, workspace->storage());
    if (!status.ok()) return status;
    if (workspace->document().text[workspace->document().index[0]] != '{')
      return absl::InvalidArgumentError("$: expected an object, found null");
    Tagger(workspace->document(), tagged).members(type);
  }
  // Tags double the nesting.
  return decode<DynamoDbItem>(std::move(tagged), {.max_depth = 2 * DecodeOptions{}.max_depth + 2});
}

}  // namespace lambent::inline LAMBENT_ABI
