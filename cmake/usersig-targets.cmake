# Defines usersig::usersig and usersig::static, for the build tree and for an installation alike.
#   USERSIG_INCLUDE_DIR, USERSIG_LIBRARY_DIR, USERSIG_RUNTIME_DIR   where things are
#   USERSIG_SHARED_FILE, USERSIG_STATIC_FILE, USERSIG_IMPORT_FILE   how they are called there; no file, no target
#   USERSIG_SONAME                                                  the name that the loader looks for
#   USERSIG_NATIVE_LIBRARIES                                        what the static library needs

if(USERSIG_SHARED_FILE)
    add_library(usersig::usersig SHARED IMPORTED GLOBAL)
    set_target_properties(usersig::usersig PROPERTIES
        INTERFACE_INCLUDE_DIRECTORIES "${USERSIG_INCLUDE_DIR}")
    if(WIN32)
        set_target_properties(usersig::usersig PROPERTIES
            IMPORTED_LOCATION "${USERSIG_RUNTIME_DIR}/${USERSIG_SHARED_FILE}"
            IMPORTED_IMPLIB "${USERSIG_LIBRARY_DIR}/${USERSIG_IMPORT_FILE}"
            INTERFACE_COMPILE_DEFINITIONS USERSIG_USE_DLL)
    else()
        set_target_properties(usersig::usersig PROPERTIES
            IMPORTED_LOCATION "${USERSIG_LIBRARY_DIR}/${USERSIG_SHARED_FILE}"
            IMPORTED_SONAME "${USERSIG_SONAME}")
    endif()
endif()

if(USERSIG_STATIC_FILE)
    add_library(usersig::static STATIC IMPORTED GLOBAL)
    set_target_properties(usersig::static PROPERTIES
        IMPORTED_LOCATION "${USERSIG_LIBRARY_DIR}/${USERSIG_STATIC_FILE}"
        INTERFACE_INCLUDE_DIRECTORIES "${USERSIG_INCLUDE_DIR}"
        INTERFACE_LINK_LIBRARIES "${USERSIG_NATIVE_LIBRARIES}")
endif()
