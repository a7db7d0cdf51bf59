# The install step: the same tree from `cmake --install`, in a release's archive, from vcpkg and from Conan.
#   bin/                usersig.dll, the usersig command
#   include/            usersig.h, usersig.hpp
#   lib/                libraries and import libraries
#   lib/cmake/usersig/  find_package(usersig CONFIG)
#   lib/pkgconfig/      usersig.pc

install(FILES include/usersig.h include/usersig.hpp DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
if(WIN32)
    install(PROGRAMS "${usersig_stage}/${USERSIG_SHARED_FILE}" DESTINATION "${CMAKE_INSTALL_BINDIR}")
    install(FILES "${usersig_stage}/${USERSIG_IMPORT_FILE}" DESTINATION "${CMAKE_INSTALL_LIBDIR}")
    # Made beside the MinGW libraries by scripts/pack, for those who build with Visual C++.
    if(MINGW AND EXISTS "${USERSIG_PREBUILT_DIR}/usersig.lib")
        install(FILES "${USERSIG_PREBUILT_DIR}/usersig.lib" "${USERSIG_PREBUILT_DIR}/usersig.def"
            DESTINATION "${CMAKE_INSTALL_LIBDIR}")
    endif()
else()
    # 0644, as distributions ship libraries; the links as links.
    install(FILES "${usersig_stage}/${USERSIG_SHARED_FILE}" DESTINATION "${CMAKE_INSTALL_LIBDIR}")
    foreach(link IN LISTS usersig_links)
        string(REGEX REPLACE "=.*" "" link "${link}")
        install(FILES "${usersig_stage}/${link}" DESTINATION "${CMAKE_INSTALL_LIBDIR}")
    endforeach()
endif()
install(FILES "${usersig_stage}/${USERSIG_STATIC_FILE}" DESTINATION "${CMAKE_INSTALL_LIBDIR}")
if(USERSIG_COMMAND)
    install(PROGRAMS "${usersig_from}/${usersig_command}" DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()

# --- CMake's own package --------------------------------------------------------------------------

set(usersig_cmake_dir "${CMAKE_INSTALL_LIBDIR}/cmake/usersig")
set(usersig_include_dir "${CMAKE_INSTALL_INCLUDEDIR}")
set(usersig_library_dir "${CMAKE_INSTALL_LIBDIR}")
set(usersig_runtime_dir "${CMAKE_INSTALL_BINDIR}")
configure_package_config_file(cmake/usersig-config.cmake.in "${CMAKE_CURRENT_BINARY_DIR}/usersig-config.cmake"
    INSTALL_DESTINATION "${usersig_cmake_dir}"
    PATH_VARS usersig_include_dir usersig_library_dir usersig_runtime_dir
    NO_CHECK_REQUIRED_COMPONENTS_MACRO)
# Before 1.0 a new minor version may be incompatible, and does not satisfy a request for the one before.
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/usersig-config-version.cmake"
    COMPATIBILITY SameMinorVersion)
install(FILES
    "${CMAKE_CURRENT_BINARY_DIR}/usersig-config.cmake"
    "${CMAKE_CURRENT_BINARY_DIR}/usersig-config-version.cmake"
    cmake/usersig-targets.cmake
    DESTINATION "${usersig_cmake_dir}")

# --- pkg-config -----------------------------------------------------------------------------------

# Relative to the .pc file itself, so that an archive can be unpacked anywhere; a distribution that
# splits the tree over absolute paths gets those.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" OR IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
    set(usersig_pc_prefix "${CMAKE_INSTALL_PREFIX}")
    set(usersig_pc_include "${CMAKE_INSTALL_FULL_INCLUDEDIR}")
    set(usersig_pc_lib "${CMAKE_INSTALL_FULL_LIBDIR}")
else()
    file(RELATIVE_PATH usersig_pc_prefix "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
    string(REGEX REPLACE "/$" "" usersig_pc_prefix "\${pcfiledir}/${usersig_pc_prefix}")
    set(usersig_pc_include "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
    set(usersig_pc_lib "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
endif()
list(TRANSFORM USERSIG_NATIVE_LIBRARIES PREPEND "-l" OUTPUT_VARIABLE usersig_pc_private)
list(JOIN usersig_pc_private " " usersig_pc_private)
configure_file(cmake/usersig.pc.in "${CMAKE_CURRENT_BINARY_DIR}/usersig.pc" @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/usersig.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
