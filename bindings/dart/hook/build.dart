import 'dart:io';

import 'package:code_assets/code_assets.dart';
import 'package:hooks/hooks.dart';
import 'package:usersig/src/prebuilt.dart';

/// Bundles the library of the package with a program. Without one for the program's platform there is none in it, and the first use says so.
Future<void> main(List<String> arguments) async {
  await build(arguments, (input, output) async {
    if (!input.config.buildCodeAssets) return;
    final code = input.config.code;
    final isSimulator = code.targetOS == OS.iOS && code.iOS.targetSdk == IOSSdk.iPhoneSimulator;
    final file = prebuilt['${code.targetOS.name.toLowerCase()}_${isSimulator ? 'simulator_' : ''}${code.targetArchitecture.name}'];
    if (file == null) return;
    final library = input.packageRoot.resolve(file);
    if (!File.fromUri(library).existsSync()) return;
    // It is opened by its file's name (lib/src/library.dart); the asset's name only has to be there.
    output.assets.code.add(CodeAsset(package: input.packageName, name: 'src/library.dart', linkMode: DynamicLoadingBundled(), file: library));
  });
}
