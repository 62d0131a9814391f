# Finds what Lambent is built from: the system's packages, or pinned sources with LAMBENT_FETCH.
# Tests, benchmarks and examples look for what they need beyond this by themselves.

option(LAMBENT_FETCH "Fetch Abseil, simdjson, fmt and zlib from their sources; nothing is installed"
       OFF)

# A macro, since find_package sets variables that the caller may need.
macro(lambent_need package minimum debian_package)
  find_package(${package} QUIET)
  if(NOT ${package}_FOUND)
    message(FATAL_ERROR "Lambent needs ${package} ${minimum} or newer, which was not found "
                        "(on Debian: apt-get install ${debian_package}).")
  elseif("${${package}_VERSION}" AND "${${package}_VERSION}" VERSION_LESS ${minimum})
    message(FATAL_ERROR "Lambent needs ${package} ${minimum} or newer; found "
                        "${${package}_VERSION} in ${${package}_DIR}.")
  endif()
endmacro()

if(LAMBENT_FETCH)
  include(FetchContent)
  # Options of theirs, for this directory only.
  set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)
  set(ABSL_PROPAGATE_CXX_STD ON)
  set(ABSL_ENABLE_INSTALL OFF)
  set(FMT_INSTALL OFF)
  set(SIMDJSON_DEVELOPER_MODE OFF)
  set(SKIP_INSTALL_ALL ON)
  # Theirs are not made for being compiled a dozen files at once.
  set(unity_build ${CMAKE_UNITY_BUILD})
  set(CMAKE_UNITY_BUILD OFF)
  FetchContent_Declare(absl SYSTEM OVERRIDE_FIND_PACKAGE  # 20250127.1
    GIT_REPOSITORY https://github.com/abseil/abseil-cpp.git
    GIT_TAG d9e4955c65cd4367dd6bf46f4ccb8cd3d100540b)
  FetchContent_Declare(simdjson SYSTEM OVERRIDE_FIND_PACKAGE  # 3.13.0
    GIT_REPOSITORY https://github.com/simdjson/simdjson.git
    GIT_TAG 0c0ce1bd48baa0677dc7c0945ea7cd1e8b52b297)
  FetchContent_Declare(fmt SYSTEM OVERRIDE_FIND_PACKAGE  # 11.2.0
    GIT_REPOSITORY https://github.com/fmtlib/fmt.git
    GIT_TAG 40626af88bd7df9a5fb80be7b25ac85b122d6c21)
  FetchContent_Declare(ZLIB SYSTEM OVERRIDE_FIND_PACKAGE  # 1.3.1
    GIT_REPOSITORY https://github.com/madler/zlib.git
    GIT_TAG 51b7f2abdade71cd9bb0e7a373ef2610ec6f9daf)
endif()

find_package(Threads REQUIRED)
lambent_need(absl 20220623 libabsl-dev)
lambent_need(simdjson 3.0.1 libsimdjson-dev)
lambent_need(fmt 9.1 libfmt-dev)
lambent_need(ZLIB 1.2.11 zlib1g-dev)
if(LAMBENT_BUILD_RUNTIME OR LAMBENT_BUILD_TESTING OR LAMBENT_BUILD_TESTS)
  lambent_need(Boost 1.74 libboost-dev)  # Beast and Asio, or MD5; header-only
endif()

if(LAMBENT_FETCH)
  set(CMAKE_UNITY_BUILD ${unity_build})
endif()

# zlib's own build has no target of the name that find_package gives, nor include directories.
if(LAMBENT_FETCH AND NOT TARGET ZLIB::ZLIB)
  FetchContent_GetProperties(ZLIB)
  add_library(lambent_zlib INTERFACE)
  target_include_directories(lambent_zlib SYSTEM INTERFACE ${zlib_SOURCE_DIR} ${zlib_BINARY_DIR})
  target_link_libraries(lambent_zlib INTERFACE zlibstatic)
  add_library(ZLIB::ZLIB ALIAS lambent_zlib)
endif()
