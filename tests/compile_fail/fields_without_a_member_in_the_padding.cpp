// expect: fields<T> must list every member of T, in declaration order
// SPDX-License-Identifier: Apache-2.0
// Without this row the struct has the same size, and the one before would read into its place.
#include "lambent/event.h"

struct Parcel {
  bool express{};
  bool gift{};
  std::int64_t grams{};
};

template <>
inline constexpr auto lambent::fields<Parcel> = std::array{
#ifdef LAMBENT_FIXED
    lambent::field<&Parcel::express>("express"),
#endif
    lambent::field<&Parcel::gift>("gift"),
    lambent::field<&Parcel::grams>("grams"),
};

bool decodes() { return lambent::decode<Parcel>("{}").ok(); }
