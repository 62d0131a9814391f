# lambent::testing: synthetic events for the tests of whoever uses Lambent.

lambent_need(nlohmann_json 3.11 nlohmann-json3-dev)

set(samples_source ${PROJECT_BINARY_DIR}/samples.cpp)
file(GLOB sample_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/fixtures/*/sample.json)
add_custom_command(
  OUTPUT ${samples_source}
  COMMAND ${CMAKE_COMMAND} -DFIXTURES=${PROJECT_SOURCE_DIR}/tests/fixtures
          -DOUTPUT=${samples_source} -P ${PROJECT_SOURCE_DIR}/cmake/embed_samples.cmake
  DEPENDS ${sample_files} ${PROJECT_SOURCE_DIR}/cmake/embed_samples.cmake
  VERBATIM)

file(GLOB testing_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/testing/*.cpp)
# Without exceptions Boost asks the hash's user for it, too.
list(APPEND testing_sources ${PROJECT_SOURCE_DIR}/src/runtime/boost_throw.cpp)
add_library(lambent_testing STATIC ${testing_sources} ${samples_source})
add_library(lambent::testing ALIAS lambent_testing)
target_include_directories(lambent_testing PRIVATE src)
target_sources(lambent_testing INTERFACE
  FILE_SET headers TYPE HEADERS BASE_DIRS include FILES include/lambent/testing.h)
# Of Boost: MD5 alone, header-only as everything of it here.
target_link_libraries(lambent_testing
  PUBLIC lambent
  PRIVATE $<BUILD_INTERFACE:fmt::fmt-header-only> $<BUILD_INTERFACE:Boost::headers>
          $<BUILD_INTERFACE:nlohmann_json::nlohmann_json>)
set_target_properties(lambent_testing PROPERTIES
  EXPORT_NAME testing
  POSITION_INDEPENDENT_CODE ON  # for shared objects that are tests
  VERIFY_INTERFACE_HEADER_SETS ON)
lambent_warnings(lambent_testing)
