/// Where the package has its libraries: for each platform, by the name that dart:ffi has for it, a file in its folder. The simulators of iOS
/// are platforms of their own. A package has some of them.
const prebuilt = {
  'linux_x64': 'native/linux_x64/libusersig.so',
  'linux_arm64': 'native/linux_arm64/libusersig.so',
  'windows_x64': 'native/windows_x64/usersig.dll',
  'windows_arm64': 'native/windows_arm64/usersig.dll',
  'macos_x64': 'native/macos_x64/libusersig.dylib',
  'macos_arm64': 'native/macos_arm64/libusersig.dylib',
  // As Gradle wants them.
  'android_arm': 'native/android/armeabi-v7a/libusersig.so',
  'android_arm64': 'native/android/arm64-v8a/libusersig.so',
  'android_x64': 'native/android/x86_64/libusersig.so',
  'ios_arm64': 'native/ios_arm64/libusersig.dylib',
  'ios_simulator_arm64': 'native/ios_simulator_arm64/libusersig.dylib',
  'ios_simulator_x64': 'native/ios_simulator_x64/libusersig.dylib',
  // Dart 3.7 was the last one for it: for tests.
  'linux_ia32': 'native/linux_ia32/libusersig.so',
};
