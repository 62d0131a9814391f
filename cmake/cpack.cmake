# A package for Debian 12 and newer: cpack -G DEB, after building. Libraries, headers and the tool.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME liblambent-dev)
set(CPACK_PACKAGE_VENDOR lambent)
set(CPACK_PACKAGE_CONTACT "Lambent contributors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES OFF)
# Where Debian looks for the licence of any package.
set(CPACK_INSTALLED_DIRECTORIES
    ${PROJECT_SOURCE_DIR}/packaging/debian ${CPACK_PACKAGING_INSTALL_PREFIX}/share/doc/${CPACK_PACKAGE_NAME})

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
# What programs are compiled and linked with.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libabsl-dev, libsimdjson-dev, zlib1g-dev")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "cmake, pkg-config, python3")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "nlohmann-json3-dev, libfmt-dev, catch2")
# And what the tool, or a shared library, runs with; dpkg-dev knows.
find_program(LAMBENT_SHLIBDEPS dpkg-shlibdeps)
mark_as_advanced(LAMBENT_SHLIBDEPS)
if(LAMBENT_SHLIBDEPS)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR})
else()
  message(STATUS "cpack -G DEB will not say what the tool needs to run: that takes dpkg-dev")
endif()

include(CPack)
