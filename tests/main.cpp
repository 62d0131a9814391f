// SPDX-License-Identifier: Apache-2.0
// Catch2 2 brings its main function in its header; compiled here once.
#define CATCH_CONFIG_MAIN
#include "catch.h"
