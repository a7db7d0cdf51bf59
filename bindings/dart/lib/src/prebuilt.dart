/// Where the package has a library, for each ABI by the name that dart:ffi has for it.
const prebuilt = {
  'linux_x64': 'native/linux_x64/libusersig.so',
  'linux_arm64': 'native/linux_arm64/libusersig.so',
  'windows_x64': 'native/windows_x64/usersig.dll',
  'windows_arm64': 'native/windows_arm64/usersig.dll',
  'macos_x64': 'native/macos/libusersig.dylib',
  'macos_arm64': 'native/macos/libusersig.dylib',
  'android_arm': 'native/android_arm/libusersig.so',
  'android_arm64': 'native/android_arm64/libusersig.so',
  'android_x64': 'native/android_x64/libusersig.so',
};

/// Under which name the system finds the library, by the name that dart:io has for the system.
String systemName(String operatingSystem) => switch (operatingSystem) {
      'windows' => 'usersig.dll',
      'macos' || 'ios' => 'usersig.framework/usersig',
      _ => 'libusersig.so',
    };
