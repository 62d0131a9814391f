// expect: only_the_index_0_can_be_used
// SPDX-License-Identifier: Apache-2.0
// Recognising looks at the first element of an array only.
#include "lambent/source.h"

#ifdef LAMBENT_FIXED
constexpr lambent::Probe kProbe = lambent::equals("Records[0].eventSource", "shop");
#else
constexpr lambent::Probe kProbe = lambent::equals("Records[1].eventSource", "shop");
#endif

bool holds() { return kProbe.path.empty(); }
