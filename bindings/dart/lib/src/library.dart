import 'dart:ffi';
import 'dart:io';
import 'dart:isolate';

import 'constants.dart' as c;
import 'prebuilt.dart';

/// The native library, which is looked for at the first use.
final DynamicLibrary library = _checked(_open());

/// Where it is, in this order: linked into the program (Apple systems), in this package, beside the program, and where the system looks, which
/// is where Flutter puts it. The system is last, because it may have a library of another version.
DynamicLibrary _open() {
  final isApple = Platform.isIOS || Platform.isMacOS;
  if (isApple && DynamicLibrary.process().providesSymbol('usersig_abi_version')) return DynamicLibrary.process();
  final name = isApple ? 'libusersig.dylib' : (Platform.isWindows ? 'usersig.dll' : 'libusersig.so');
  for (final file in [_inPackage(), _program.resolve(name), _program.resolve('../lib/$name')]) {
    // An application of a phone may have no path.
    if (file != null && file.isScheme('file') && File.fromUri(file).existsSync()) return DynamicLibrary.open(file.toFilePath());
  }
  try {
    return DynamicLibrary.open(isApple ? 'usersig.framework/usersig' : name);
  } on ArgumentError catch (e) {
    throw UnsupportedError('there is no $name for ${Abi.current()} in the package usersig, beside the program, or where the system looks: ${e.message}');
  }
}

final _program = Uri.file(Platform.resolvedExecutable);

/// The library in the folder of this package, which only a program that is run from its source can find.
Uri? _inPackage() {
  final file = prebuilt['${Abi.current()}'];
  if (file == null) return null;
  try {
    final source = Isolate.resolvePackageUriSync(Uri.parse('package:usersig/usersig.dart'));
    return source != null && source.isScheme('file') ? source.resolve('../$file') : null;
  } on UnsupportedError {
    return null;
  }
}

DynamicLibrary _checked(DynamicLibrary found) {
  final version = found.lookupFunction<Uint32 Function(), int Function()>('usersig_abi_version')();
  if (version == c.abiVersion) return found;
  throw UnsupportedError('the library usersig that was found has version $version of the ABI; expected ${c.abiVersion}: that of this package');
}
