# What a program that links the static library must link besides it: what `rustc --print native-static-libs` prints
# for the target, each library once. The stages packaging, windows and aarch64 compare (macOS: not run).
# Those that every program links anyway (gcc_s, c; kernel32 on Windows) are listed too, since listing them twice is harmless.
if(WIN32)
    set(USERSIG_NATIVE_LIBRARIES kernel32 ntdll userenv ws2_32 dbghelp)
elseif(APPLE)
    set(USERSIG_NATIVE_LIBRARIES iconv System c m)
else()
    set(USERSIG_NATIVE_LIBRARIES gcc_s util rt pthread m dl c)
endif()
