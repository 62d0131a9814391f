# lambent_package(TARGET [SHARED LIBRARY...]): a zip that AWS Lambda runs on `provided.al2023`.
#
#   add_executable(shop main.cpp)
#   target_link_libraries(shop PRIVATE lambent::runtime)
#   lambent_package(shop)             # then: cmake --build BUILD --target shop_package
#
# Makes TARGET.zip in the build directory of TARGET: one file `bootstrap` that needs no shared
# library, the same byte for byte wherever it is built. TARGET itself is linked as ever. To be called
# in the directory that makes TARGET, where the libraries that it names are known.
#
# Shared libraries make way for the static ones beside them. Those that have none, and those named
# after SHARED ("ssl" is libssl), travel in `lib/` beside bootstrap. The build fails, in one line, if
# the program could not start on Lambda.

set(LAMBENT_STATIC_SIMDJSON "" CACHE FILEPATH
    "A static simdjson for packages; empty: what scripts/setup --static made here; OFF: the shared one")
set(LAMBENT_PACKAGE_GLIBC 2.34 CACHE STRING "The glibc of the systems that run packages")
mark_as_advanced(LAMBENT_STATIC_SIMDJSON LAMBENT_PACKAGE_GLIBC)

# Whether programs can be linked with these flags: their libraries may be missing, and sanitizers
# have no static ones.
function(lambent_can_link result)
  include(CheckCXXSourceCompiles)
  set(CMAKE_REQUIRED_LINK_OPTIONS ${ARGN})
  set(CMAKE_REQUIRED_QUIET ON)
  check_cxx_source_compiles(
    "#include <string>
     int main(int count, char** values) { return count == 0 || std::string(values[0]).empty(); }"
    ${result})
endfunction()

function(lambent_package target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" SHARED)
  if(NOT TARGET ${target} OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "lambent_package(TARGET [SHARED LIBRARY...]) does not fit \"${ARGV}\"")
  endif()
  find_package(Python3 QUIET COMPONENTS Interpreter)
  if(NOT Python3_FOUND)
    message(FATAL_ERROR "lambent_package needs Python 3 to write zip files.")
  endif()
  set(script ${Python3_EXECUTABLE} ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/package.py)
  get_target_property(folder ${target} BINARY_DIR)
  set(program ${target}_bootstrap)

  lambent_can_link(LAMBENT_CAN_LINK_STATIC -static)
  lambent_can_link(LAMBENT_CAN_LINK_STATIC_RUNTIME -static-libstdc++ -static-libgcc)
  set(link_options --readelf ${CMAKE_READELF})
  if(LAMBENT_CAN_LINK_STATIC)
    list(APPEND link_options --static)
  endif()
  if(LAMBENT_CAN_LINK_STATIC_RUNTIME)
    list(APPEND link_options --static-runtime)
  endif()
  if(LAMBENT_STATIC_SIMDJSON)
    list(APPEND link_options --archive ${LAMBENT_STATIC_SIMDJSON})
  elseif(LAMBENT_STATIC_SIMDJSON STREQUAL "")
    # By GLOB, so that building notices when scripts/setup comes after cmake.
    file(GLOB archives CONFIGURE_DEPENDS
      ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../build/static/lib/libsimdjson.a)
    list(TRANSFORM archives PREPEND --archive=)
    list(APPEND link_options ${archives})
  else()
    list(APPEND arg_SHARED simdjson)
  endif()
  list(TRANSFORM arg_SHARED PREPEND --shared=)
  list(APPEND link_options ${arg_SHARED})

  # Paths in assertions and the like must not tell where the program was built.
  target_compile_options(${target} PRIVATE
    -fmacro-prefix-map=${CMAKE_SOURCE_DIR}/= -fmacro-prefix-map=${CMAKE_BINARY_DIR}/=)
  add_executable(${program} EXCLUDE_FROM_ALL $<TARGET_OBJECTS:${target}>)
  target_link_libraries(${program} PRIVATE $<TARGET_PROPERTY:${target},LINK_LIBRARIES>)
  target_link_directories(${program} PRIVATE $<TARGET_PROPERTY:${target},LINK_DIRECTORIES>)
  target_link_options(${program} PRIVATE $<TARGET_PROPERTY:${target},LINK_OPTIONS>)
  set_target_properties(${program} PROPERTIES
    LINKER_LANGUAGE CXX
    CXX_LINKER_LAUNCHER "${script};link;${link_options};--"
    SKIP_BUILD_RPATH ON
    RUNTIME_OUTPUT_NAME bootstrap
    RUNTIME_OUTPUT_DIRECTORY ${folder}/${target}_package
    LINK_DEPENDS ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/package.py)

  add_custom_command(OUTPUT ${folder}/${target}.zip
    COMMAND ${script} zip --readelf ${CMAKE_READELF} --glibc ${LAMBENT_PACKAGE_GLIBC}
            --compiler ${CMAKE_CXX_COMPILER} --libraries $<TARGET_FILE:${program}>.libraries
            $<TARGET_FILE:${program}> ${folder}/${target}.zip
    DEPENDS ${program} ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/package.py
    COMMENT "Packing ${target}.zip"
    VERBATIM)
  add_custom_target(${target}_package DEPENDS ${folder}/${target}.zip)
endfunction()
