import 'dart:ffi';
import 'dart:io';
import 'dart:isolate';

import 'constants.dart' as c;
import 'prebuilt.dart';

/// The native library, found at the first use: in this package, beside the program, and then where the system looks. Flutter puts it there.
final DynamicLibrary library = _open();

DynamicLibrary _open() {
  final name = systemName(Platform.operatingSystem);
  final files = <String>[];
  for (final file in [..._inPackage(), ..._besideProgram(name)]) {
    if (File(file).existsSync()) files.add(file);
  }
  // The name alone, last: the system's folders may have a library of another version.
  final found = DynamicLibrary.open([...files, name].first);
  final version = found.lookupFunction<Uint32 Function(), int Function()>('usersig_abi_version')();
  if (version != c.abiVersion) {
    throw UnsupportedError('the library $name that was found has version $version of the ABI; expected ${c.abiVersion}: that of this package');
  }
  return found;
}

/// The library in this package's folder, which only a program that is run from its source can find.
Iterable<String> _inPackage() sync* {
  final platform = prebuilt[Abi.current().toString()];
  if (platform == null) return;
  final Uri? source;
  try {
    source = Isolate.resolvePackageUriSync(Uri.parse('package:usersig/usersig.dart'));
  } on UnsupportedError {
    return;
  }
  if (source != null && source.isScheme('file')) yield source.resolve('../$platform').toFilePath();
}

/// Beside a compiled program, or in `lib` beside its folder, as `dart build` lays it out.
Iterable<String> _besideProgram(String name) sync* {
  final program = Uri.file(Platform.resolvedExecutable);
  yield program.resolve(name).toFilePath();
  yield program.resolve('../lib/$name').toFilePath();
}
