# How targets of Lambent itself are compiled.

# For our own targets only: what users compile is theirs to set.
function(lambent_warnings target)
  # In a unity build files see each other's names, and none is the one that the compiler was given.
  set(unity $<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic $<$<NOT:${unity}>:-Wshadow>
    $<$<AND:${unity},$<CXX_COMPILER_ID:GNU>>:-Wno-subobject-linkage>
    $<$<BOOL:${LAMBENT_WERROR}>:-Werror>)
endfunction()

# Not by default: of a library made of large files programs get more that they do not use.
if(LAMBENT_UNITY_BUILD)
  set(CMAKE_UNITY_BUILD ON)
  set(CMAKE_UNITY_BUILD_BATCH_SIZE 12)
endif()

# What both compiled libraries have in common: they export what has LAMBENT_API.
function(lambent_library target)
  set_target_properties(${target} PROPERTIES
    VERSION ${PROJECT_VERSION}
    SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS ${PROJECT_SOURCE_DIR}/cmake/exports.map)
  if(BUILD_SHARED_LIBS AND NOT APPLE)
    target_link_options(${target} PRIVATE
      LINKER:--version-script=${PROJECT_SOURCE_DIR}/cmake/exports.map)
  endif()
  lambent_warnings(${target})
endfunction()
