# Builds the checkout that it lies in: vcpkg install lambent --overlay-ports=packaging/vcpkg/ports
get_filename_component(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../../../.." ABSOLUTE)

vcpkg_check_features(OUT_FEATURE_OPTIONS FEATURE_OPTIONS
  FEATURES
    runtime LAMBENT_BUILD_RUNTIME
    testing LAMBENT_BUILD_TESTING
)

vcpkg_cmake_configure(
  SOURCE_PATH "${SOURCE_PATH}"
  OPTIONS
    ${FEATURE_OPTIONS}
    -DLAMBENT_INSTALL=ON
    -DLAMBENT_BUILD_TESTS=OFF
    -DLAMBENT_BUILD_EXAMPLES=OFF
    -DLAMBENT_BUILD_BENCHMARKS=OFF
)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH lib/cmake/lambent)
vcpkg_fixup_pkgconfig()
if("runtime" IN_LIST FEATURES AND "testing" IN_LIST FEATURES)  # the tool takes both
  vcpkg_copy_tools(TOOL_NAMES lambent AUTO_CLEAN)
endif()

file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/debug/include")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
