#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the consumer without CMake. Usage: build.sh OUTPUT
set -euo pipefail
cd "$(dirname "$0")"
read -ra flags <<<"${CXXFLAGS:-} $(pkg-config --cflags lambent-runtime)"
read -ra libraries <<<"$(pkg-config --libs lambent-runtime)"
"${CXX:-c++}" -std=c++20 "${flags[@]}" ../main.cpp -o "$1" "${libraries[@]}"
