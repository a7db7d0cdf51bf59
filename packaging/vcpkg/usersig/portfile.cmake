# An overlay port that builds the checkout that contains it:
#   vcpkg install usersig --overlay-ports=packaging/vcpkg
# It needs Rust's cargo. The Rust library has one configuration, so there is no debug half.
get_filename_component(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
set(VCPKG_BUILD_TYPE release)
set(VCPKG_POLICY_MISMATCHED_NUMBER_OF_BINARIES enabled)

# Which C runtime the static library asks Visual C++'s linker for.
set(runtime MultiThreaded)
if(VCPKG_CRT_LINKAGE STREQUAL "dynamic")
    set(runtime MultiThreadedDLL)
endif()

vcpkg_check_features(OUT_FEATURE_OPTIONS FEATURE_OPTIONS
    FEATURES
        ecdsa USERSIG_ECDSA
)
vcpkg_cmake_configure(
    SOURCE_PATH "${SOURCE_PATH}"
    OPTIONS
        ${FEATURE_OPTIONS}
        -DUSERSIG_INSTALL=ON
        "-DCMAKE_MSVC_RUNTIME_LIBRARY=${runtime}"
    MAYBE_UNUSED_VARIABLES
        CMAKE_MSVC_RUNTIME_LIBRARY
)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH lib/cmake/usersig)
vcpkg_fixup_pkgconfig()

# Both libraries come from one build; a triplet keeps the kind that it asked for.
if(VCPKG_LIBRARY_LINKAGE STREQUAL "static")
    file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/bin")
    file(GLOB shared
        "${CURRENT_PACKAGES_DIR}/lib/libusersig.so*"
        "${CURRENT_PACKAGES_DIR}/lib/usersig.lib"
        "${CURRENT_PACKAGES_DIR}/lib/libusersig.dll.a")
    if(shared)
        file(REMOVE ${shared})
    endif()
else()
    file(REMOVE "${CURRENT_PACKAGES_DIR}/lib/libusersig.a" "${CURRENT_PACKAGES_DIR}/lib/usersig_static.lib")
endif()

file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE-MIT" "${SOURCE_PATH}/LICENSE-APACHE")
