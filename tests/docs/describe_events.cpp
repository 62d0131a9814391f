// SPDX-License-Identifier: Apache-2.0
// Prints what the descriptions of all events say, a line each, fields between tabs:
//   type    name, kind, base, what is answered, documentation, type of the answer
//   member  path, kind, presence, second spelling
//   blank   a struct that it may be answered with, and what a blank one is as JSON
//   answer  the same as `member`, of that struct
// tests/docs/events_page.py makes docs/events.md of it.
#include <cxxabi.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <typeinfo>
#include <vector>

#include "any_event.h"
#include "lambent/event.h"
#include "lambent/events.h"
#include "lambent/format.h"

namespace {

using lambent::FieldInfo;
using lambent::Presence;
using lambent::detail::Kind;
using lambent::detail::StructInfo;
using lambent::detail::TypeInfo;

std::string_view word_for(Kind kind) {
  switch (kind) {
    case Kind::kText:
    case Kind::kString: return "text";
    case Kind::kTimestamp: return "time as text";
    case Kind::kBase64: return "base64";
    case Kind::kNumberText: return "seconds since 1970";
    case Kind::kNumberOrText: return "number or text";
    case Kind::kRawJson:
    case Kind::kJsonText: return "any JSON";
    case Kind::kJsonScalar: return "text, number or boolean";
    case Kind::kBool: return "boolean";
    case Kind::kInteger: return "integer";
    case Kind::kEpochMs: return "milliseconds since 1970";
    case Kind::kDouble: return "number";
    case Kind::kStruct: return "object";
    case Kind::kAttributeValue: return "attribute value";
    default: return "";
  }
}

const char* word_for(Presence presence) {
  switch (presence) {
    case Presence::kRequired: return "required";
    case Presence::kAlways: return "always written";
    case Presence::kNullable: return "null when empty";
    case Presence::kOptional: return "";
  }
  return "";
}

/// What a value holds in the end, the steps to it, and the words for the steps.
struct Inner {
  const TypeInfo* type;
  std::string path;
  std::string words;
};

Inner unwrapped(const TypeInfo& type, std::string path) {
  switch (type.kind) {
    case Kind::kOptional: return unwrapped(*type.element, std::move(path));
    case Kind::kList:
    case Kind::kVector: {
      Inner inner = unwrapped(*type.element, path + "[]");
      inner.words = "list of " + inner.words;
      return inner;
    }
    case Kind::kMap:
    case Kind::kTextMap: {
      Inner inner = unwrapped(*type.element, path + ".*");
      inner.words = "map of " + inner.words;
      return inner;
    }
    case Kind::kOneOrMany: {
      Inner inner = unwrapped(*type.element->element, std::move(path));
      inner.words += ", or a list of it";
      return inner;
    }
    default: return {&type, std::move(path), std::string(word_for(type.kind))};
  }
}

class Lines {
 public:
  explicit Lines(const char* first) : first_(first) {}

  void print(const TypeInfo& type, const std::string& path) {
    const Inner inner = unwrapped(type, path);
    if (inner.type->kind != Kind::kStruct) return;
    const StructInfo& structure = inner.type->structure();
    // A struct may hold lists of itself.
    if (std::find(open_.begin(), open_.end(), &structure) != open_.end()) return;
    open_.push_back(&structure);
    for (const FieldInfo& row : structure.rows) print(row, inner.path);
    open_.pop_back();
  }

 private:
  void print(const FieldInfo& row, const std::string& above) {
    if (row.role == FieldInfo::Role::kWhole) {
      const Inner inner = unwrapped(*row.type, "(all)");
      fmt::print("{}\t(all)\t{}\t\t\n", first_, inner.words);
      return print(*row.type, "");
    }
    if (row.role == FieldInfo::Role::kRest) {
      fmt::print("{}\t{}*\tany JSON\t\t\n", first_, above.empty() ? "" : above + ".");
      return;
    }
    const std::string path = (above.empty() ? "" : above + ".") + std::string(row.key);
    fmt::print("{}\t{}\t{}\t{}\t{}\n", first_, path, unwrapped(*row.type, path).words,
               word_for(row.presence), row.second_key);
    print(*row.type, path);
  }

  const char* first_;
  std::vector<const StructInfo*> open_;
};

std::string name_of(const std::type_info& type) {
  const std::unique_ptr<char, void (*)(void*)> name(
      abi::__cxa_demangle(type.name(), nullptr, nullptr, nullptr), &std::free);
  const std::string_view all = name.get();
  return std::string(all.substr(all.rfind("::") == all.npos ? 0 : all.rfind("::") + 2));
}

void print_event(const lambent::Source& source, const TypeInfo& type, const std::string& answer) {
  fmt::print("type\t{}\t{}\t{}\t{}\t{}\t{}\n", source.name, source.kind, source.base,
             source.answers, source.reference, answer);
  Lines("member").print(type, "");
}

void print_answer(const TypeInfo& type, const std::string& name) {
  fmt::print("blank\t{}\t{}\n", name, lambent::detail::AnyEvent(type).encode());
  Lines("answer").print(type, "");
}
template <class Answer>
void print_answer() {
  print_answer(lambent::detail::type_info<Answer>, name_of(typeid(Answer)));
}

}  // namespace

int main() {
  lambent::for_each_event([]<class E>() {
    using Answer = lambent::Answer<E>;
    std::string answer;
    if constexpr (!std::is_void_v<Answer>) answer = name_of(typeid(Answer));
    print_event(lambent::source<E>, lambent::detail::type_info<E>, answer);
    if constexpr (std::is_same_v<Answer, lambent::JsonText>) {
      lambent::AnswerTo<E>::for_each_shape([]<class Shape>() { print_answer<Shape>(); });
    } else if constexpr (!std::is_void_v<Answer>) {
      print_answer<Answer>();
    }
  });
}
