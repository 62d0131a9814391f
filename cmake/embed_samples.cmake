# Writes the samples of all types into a source file: cmake -DFIXTURES=... -DOUTPUT=... -P

file(GLOB samples ${FIXTURES}/*/sample.json)
list(SORT samples)
set(rows "")
foreach(sample IN LISTS samples)
  cmake_path(GET sample PARENT_PATH folder)
  cmake_path(GET folder FILENAME name)
  file(READ "${sample}" json)
  string(APPEND rows "    {\"${name}\", R\"json(${json})json\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "// Made of tests/fixtures by cmake/embed_samples.cmake.
#include \"testing/samples.h\"

namespace lambent::inline LAMBENT_ABI::detail {
namespace {

constexpr Sample kSamples[] = {
${rows}};

}  // namespace

std::span<const Sample> samples() { return kSamples; }

}  // namespace lambent::inline LAMBENT_ABI::detail
")
