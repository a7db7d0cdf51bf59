/// What hook/build.dart uses of the package code_assets. It says nothing of the real one.
library;

enum OS { android, iOS, linux, macOS, windows }

enum Architecture { arm, arm64, ia32, x64 }

enum IOSSdk { iPhoneOS, iPhoneSimulator }

final class CodeConfig {
  CodeConfig(this.targetOS, this.targetArchitecture, [this.sdk]);

  final OS targetOS;
  final Architecture targetArchitecture;
  final IOSSdk? sdk;

  ({IOSSdk targetSdk}) get iOS => (targetSdk: sdk!);
}

final class DynamicLoadingBundled {}

final class CodeAsset {
  CodeAsset({required this.package, required this.name, required this.linkMode, required this.file});

  final String package;
  final String name;
  final DynamicLoadingBundled linkMode;
  final Uri? file;
}
