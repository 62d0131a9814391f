#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds a consumer without CMake. Usage: build.sh MODULE SOURCE OUTPUT
set -euo pipefail
cd "$(dirname "$0")/.."
read -ra flags <<<"${CXXFLAGS:-} $(pkg-config --cflags "$1")"
read -ra libraries <<<"$(pkg-config --libs "$1")"
"${CXX:-c++}" -std=c++20 "${flags[@]}" "$2" -o "$3" "${libraries[@]}"
