// SPDX-License-Identifier: Apache-2.0
// LAMBENT_ABI, the inline namespace that everything of Lambent lives in, and LAMBENT_API, what
// shared libraries export. Users name neither: `lambent::X` finds what is in the namespace, and so
// does `template <> inline constexpr auto lambent::fields<X> = ...`.
#pragma once

// Two kinds of code must not meet in one program, and a linker would not notice by itself: it keeps
// one of two inline functions that have the same name. With the namespace in the name they stay
// apart, and a library of the other kind lacks the symbols that a program asks for.
//
//  - Other minor versions: before 1.0 each may change the layout of any type.
//  - Code without exceptions. Only `without_exceptions` is written twice, but whatever calls it is
//    inline too, up to the constructor of a handler in its user's file: all of it is compiled to
//    something else. So the whole library has the other name, not this one function.
//
// What is one per process (the slots of dispatching threads, the numbers of types) is one per
// namespace. That is enough, since no dispatcher can be handed from one to another.
#if defined(__cpp_exceptions)
#define LAMBENT_ABI v0_1
#else
#define LAMBENT_ABI v0_1_no_exceptions
#endif

// What a shared library of Lambent offers: all that public headers declare and do not define, and
// the classes with virtual functions, so that there is one typeinfo of each. All else is hidden.
#define LAMBENT_API [[gnu::visibility("default")]]
