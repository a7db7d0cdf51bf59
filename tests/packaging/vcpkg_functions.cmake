# Replacements of the functions that vcpkg has for a port, so that the port's own steps run without vcpkg:
#   cmake -DPORT_DIR=… -DCURRENT_PACKAGES_DIR=… -DWORK=… -DVCPKG_LIBRARY_LINKAGE=static -P vcpkg_functions.cmake
# They do what vcpkg documents, as far as this port uses it.
cmake_minimum_required(VERSION 3.21)
set(PORT usersig)
set(FEATURES ecdsa)

function(run)
    execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(vcpkg_check_features)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "OUT_FEATURE_OPTIONS" "FEATURES")
    set(options "")
    while(arg_FEATURES)
        list(POP_FRONT arg_FEATURES feature option)
        if(feature IN_LIST FEATURES)
            list(APPEND options "-D${option}=ON")
        else()
            list(APPEND options "-D${option}=OFF")
        endif()
    endwhile()
    set("${arg_OUT_FEATURE_OPTIONS}" "${options}" PARENT_SCOPE)
endfunction()

function(vcpkg_cmake_configure)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "SOURCE_PATH" "OPTIONS;MAYBE_UNUSED_VARIABLES")
    run("${CMAKE_COMMAND}" -S "${arg_SOURCE_PATH}" -B "${WORK}" -DCMAKE_BUILD_TYPE=Release
        "-DCMAKE_INSTALL_PREFIX=${CURRENT_PACKAGES_DIR}" -DCMAKE_INSTALL_LIBDIR=lib ${arg_OPTIONS})
endfunction()

function(vcpkg_cmake_install)
    run("${CMAKE_COMMAND}" --build "${WORK}")
    run("${CMAKE_COMMAND}" --install "${WORK}")
endfunction()

# vcpkg moves the config files to share/PORT and corrects the one line that leads back to the prefix.
function(vcpkg_cmake_config_fixup)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "CONFIG_PATH" "")
    set(share "${CURRENT_PACKAGES_DIR}/share/${PORT}")
    file(MAKE_DIRECTORY "${CURRENT_PACKAGES_DIR}/share")
    file(RENAME "${CURRENT_PACKAGES_DIR}/${arg_CONFIG_PATH}" "${share}")
    file(READ "${share}/${PORT}-config.cmake" text)
    string(REPLACE "/../../../\" ABSOLUTE)" "/../../\" ABSOLUTE)" corrected "${text}")
    if(corrected STREQUAL text)
        message(FATAL_ERROR "${PORT}-config.cmake has no prefix line that vcpkg could correct")
    endif()
    file(WRITE "${share}/${PORT}-config.cmake" "${corrected}")
endfunction()

function(vcpkg_fixup_pkgconfig)
    if(NOT EXISTS "${CURRENT_PACKAGES_DIR}/lib/pkgconfig/${PORT}.pc")
        message(FATAL_ERROR "no ${PORT}.pc")
    endif()
endfunction()

function(vcpkg_install_copyright)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "FILE_LIST")
    set(copyright "")
    foreach(file IN LISTS arg_FILE_LIST)
        file(READ "${file}" text)
        string(APPEND copyright "${text}\n")
    endforeach()
    file(WRITE "${CURRENT_PACKAGES_DIR}/share/${PORT}/copyright" "${copyright}")
endfunction()

include("${PORT_DIR}/portfile.cmake")
