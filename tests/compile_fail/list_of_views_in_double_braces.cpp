// expect: deleted
// SPDX-License-Identifier: Apache-2.0
// {{"a", "b"}} would be one view, from the address of "a" to that of "b".
#include "lambent/values.h"

#ifdef LAMBENT_FIXED
const lambent::List<std::string_view> list{"a", "b"};
#else
const lambent::List<std::string_view> list{{"a", "b"}};
#endif
