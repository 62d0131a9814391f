// SPDX-License-Identifier: Apache-2.0
// Times contenders against each other in one process: machines are noisy, ratios of one run are not.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// One way of doing a thing. `run` does it once; what it makes must have an effect that the compiler
/// cannot see through.
struct Contender {
  std::string name;
  std::function<void()> run;
  std::size_t operations = 1;  ///< That one `run` does; figures are per operation.
  std::function<double()> time{};  ///< For who needs threads: one round, as ns per operation.
};

/// What was measured of one contender.
struct Result {
  std::string bench;
  std::string name_of_case;
  std::string contender;
  double ns = 0;  // per operation, median of the rounds
  double allocations = 0;  // per operation, after warm-up
  double ratio = 0;  // of its time to that of the first contender
};

/// Measures cases of one subject and prints them as a table; `--json FILE` also writes a list of
/// {"bench", "case", "contender", "ns", "allocations", "ratio_to_lambent"}, `--quick` runs less.
class Harness {
 public:
  Harness(std::string bench, int count, char** values);
  /// Runs the contenders by turns, and gives their results in order. The first one is Lambent's.
  std::vector<Result> measure(const std::string& name_of_case,
                              const std::vector<Contender>& contenders);
  /// Prints the geometric means and the worst cases, and writes the file. Returns an exit code.
  int finish();

 private:
  std::string bench_;
  std::string json_file_;
  int rounds_ = 9;
  std::vector<Result> results_;
};

/// Say whether a figure is what it must be.
void at_most(double limit, double figure, const std::string& what);
void at_least(double limit, double figure, const std::string& what);

/// Allocations of the whole process so far, by operator new.
std::size_t allocations();
/// Bytes in use by operator new, and the most there have been since reset_peak().
std::size_t bytes_in_use();
std::size_t peak_bytes();
void reset_peak();

/// Keeps a value from being optimised away.
template <class T>
void keep(const T& value) {
  asm volatile("" : : "g"(&value) : "memory");
}

/// A fixture of tests/fixtures, such as "sqs/sample.json".
std::string fixture(std::string_view name);

}  // namespace bench
