/// Which library hook/build.dart bundles for which platform, with stand-ins for the two packages of hooks: pub is needed for the real ones.
library;

import 'dart:io';

import 'package:code_assets/code_assets.dart';
import 'package:hooks/hooks.dart';
import 'package:usersig/src/prebuilt.dart';

import '../hook/build.dart' as hook;
import 'check.dart';

Future<void> main() async {
  final root = Directory.systemTemp.createTempSync();
  Future<Uri?> bundled(CodeConfig code) async {
    nextInput = BuildInput(root.uri, BuildConfig(code));
    await hook.main([]);
    return lastOutput.assets.code.firstOrNull?.file;
  }

  final platforms = {
    'linux_x64': CodeConfig(OS.linux, Architecture.x64),
    'linux_arm64': CodeConfig(OS.linux, Architecture.arm64),
    'linux_ia32': CodeConfig(OS.linux, Architecture.ia32),
    'windows_x64': CodeConfig(OS.windows, Architecture.x64),
    'windows_arm64': CodeConfig(OS.windows, Architecture.arm64),
    'macos_x64': CodeConfig(OS.macOS, Architecture.x64),
    'macos_arm64': CodeConfig(OS.macOS, Architecture.arm64),
    'android_arm': CodeConfig(OS.android, Architecture.arm),
    'android_arm64': CodeConfig(OS.android, Architecture.arm64),
    'android_x64': CodeConfig(OS.android, Architecture.x64),
    'ios_arm64': CodeConfig(OS.iOS, Architecture.arm64, IOSSdk.iPhoneOS),
    'ios_simulator_arm64': CodeConfig(OS.iOS, Architecture.arm64, IOSSdk.iPhoneSimulator),
    'ios_simulator_x64': CodeConfig(OS.iOS, Architecture.x64, IOSSdk.iPhoneSimulator),
  };
  await test('every platform of the package', () => equal(prebuilt.keys.toList()..sort(), platforms.keys.toList()..sort()));
  for (final MapEntry(key: name, value: platform) in platforms.entries) {
    await test('$name: nothing without a library', () async => equal(null, await bundled(platform)));
    final file = root.uri.resolve(prebuilt[name]!);
    File.fromUri(file).createSync(recursive: true);
    await test('$name: the library of the package', () async => equal(file, await bundled(platform)));
  }
  await test('a platform that no package has', () async => equal(null, await bundled(CodeConfig(OS.windows, Architecture.ia32))));
  await test('a program without code assets', () async {
    nextInput = BuildInput(root.uri, BuildConfig(platforms['linux_x64']!, buildCodeAssets: false));
    await hook.main([]);
    equal([], lastOutput.assets.code);
  });
  root.deleteSync(recursive: true);
  finish();
}
