/// What hook/build.dart uses of the package hooks. It says nothing of the real one.
library;

import 'package:code_assets/code_assets.dart';

final class BuildInput {
  BuildInput(this.packageRoot, this.config);

  final String packageName = 'usersig';
  final Uri packageRoot;
  final BuildConfig config;
}

final class BuildConfig {
  BuildConfig(this.code, {this.buildCodeAssets = true});

  final bool buildCodeAssets;
  final CodeConfig code;
}

final class BuildOutput {
  final assets = (code: <CodeAsset>[]);
}

/// What the next build has, and what it returned.
late BuildInput nextInput;
late BuildOutput lastOutput;

Future<void> build(List<String> arguments, Future<void> Function(BuildInput input, BuildOutput output) builder) => builder(nextInput, lastOutput = BuildOutput());
