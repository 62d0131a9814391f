# What cmake --install brings: targets, headers, CMake and pkg-config files.

include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/lambent)

install(TARGETS lambent_core lambent EXPORT lambent-targets FILE_SET headers FILE_SET bridges)
if(TARGET lambent_runtime)
  install(TARGETS lambent_runtime EXPORT lambent-targets FILE_SET headers)
endif()
if(LAMBENT_BUILD_TESTING)
  install(TARGETS lambent_testing EXPORT lambent-targets FILE_SET headers)
endif()
if(TARGET lambent_cli)
  install(TARGETS lambent_cli)
endif()
install(EXPORT lambent-targets NAMESPACE lambent:: DESTINATION ${package_dir})
configure_package_config_file(cmake/lambent-config.cmake.in lambent-config.cmake
  INSTALL_DESTINATION ${package_dir})
# Before 1.0 every minor version may break its users.
write_basic_package_version_file(lambent-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/lambent-config.cmake
              ${PROJECT_BINARY_DIR}/lambent-config-version.cmake
              cmake/package.cmake cmake/package.py
        DESTINATION ${package_dir})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# The static library leaves it to its user to link what it is made of.
if(NOT BUILD_SHARED_LIBS)
  set(static_requires "absl_strings absl_time absl_flat_hash_map absl_inlined_vector simdjson zlib")
endif()
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX
  BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig OUTPUT_VARIABLE prefix_from_pc)
set(pkgconfig_files lambent)
if(LAMBENT_BUILD_TESTING)
  list(APPEND pkgconfig_files lambent-testing)
endif()
if(TARGET lambent_runtime)
  list(APPEND pkgconfig_files lambent-runtime)
endif()
foreach(name IN LISTS pkgconfig_files)
  configure_file(cmake/${name}.pc.in ${name}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/${name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()
