/* What a file's properties show: file_version FILE VERSION compares the version resource with the one expected. */
#include <windows.h>

#include <stdio.h>
#include <stdlib.h>

int wmain(int argc, wchar_t **argv) {
    if (argc != 3) return 2;
    DWORD ignored;
    const DWORD size = GetFileVersionInfoSizeW(argv[1], &ignored);
    void *data = size == 0 ? NULL : malloc(size);
    VS_FIXEDFILEINFO *numbers;
    wchar_t *text;
    UINT length;
    if (data == NULL || !GetFileVersionInfoW(argv[1], 0, size, data) ||
        !VerQueryValueW(data, L"\\", (void **)&numbers, &length) ||
        !VerQueryValueW(data, L"\\StringFileInfo\\040904b0\\FileVersion", (void **)&text, &length)) {
        printf("no version resource\n");
        return 1;
    }
    wchar_t from_numbers[64];
    _snwprintf(from_numbers, 64, L"%u.%u.%u", HIWORD(numbers->dwFileVersionMS), LOWORD(numbers->dwFileVersionMS),
               HIWORD(numbers->dwFileVersionLS));
    printf("text %ls, numbers %ls\n", text, from_numbers);
    return wcscmp(text, argv[2]) != 0 || wcscmp(from_numbers, argv[2]) != 0;
}
