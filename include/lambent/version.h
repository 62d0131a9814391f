// SPDX-License-Identifier: Apache-2.0
// The version of Lambent. Before 1.0 every minor version may break its users.
#pragma once

#define LAMBENT_VERSION_MAJOR 0
#define LAMBENT_VERSION_MINOR 1
#define LAMBENT_VERSION_PATCH 0
#define LAMBENT_VERSION "0.1.0"
