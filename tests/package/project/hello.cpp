// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <stdexcept>
#include <string>

#include "greeting.h"

int main(int count, char**) {
  // The name of this file is in the program, as in one with assertions.
  if (count > 99) std::cerr << __FILE__;
  try {
    throw std::runtime_error(greeting());
  } catch (const std::exception& error) {
    std::cout << error.what() << '\n';
  }
}
