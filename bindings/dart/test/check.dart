/// Counts the tests, and has what they share: `package:test` is not needed.
library;

import 'dart:convert';
import 'dart:io';

import 'package:usersig/usersig.dart';

const keyText = '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e';
const app = 1400000000;
final now = seconds(1700000000);

/// The moment of Unix seconds.
DateTime seconds(int unix) => DateTime.fromMillisecondsSinceEpoch(unix * 1000, isUtc: true);

int _passed = 0;
int _failed = 0;

Future<void> test(String name, dynamic Function() body) async {
  try {
    await body();
    _passed++;
  } catch (error, stack) {
    _failed++;
    print('FAILED  $name\n        $error\n$stack');
  }
}

/// Prints the result line, and sets the program's status.
void finish() {
  print('$_passed passed, $_failed failed');
  if (_failed > 0 || _passed == 0) exitCode = 1;
}

Never _wrong(String text) => throw StateError(text);

void isTrue(bool right, String what) {
  if (!right) _wrong('not so: $what');
}

/// Compares by the text: it tells lists and sets apart as well as numbers.
void equal(Object? expected, Object? got) {
  if ('$expected' != '$got') _wrong('expected $expected, got $got');
}

/// Returns the exception that a call throws, which has to be of this kind and has no key in it.
UserSigException fails(ErrorKind kind, void Function() call) {
  try {
    call();
  } on UserSigException catch (e) {
    equal(kind, e.kind);
    isTrue(e.message.isNotEmpty, 'it says why');
    hasNoKey('$e');
    return e;
  }
  _wrong('no exception; expected $kind');
}

/// Requires the error of a use after `close`.
void isClosed(void Function() call) {
  try {
    call();
  } on StateError catch (e) {
    isTrue(e.message.endsWith('is closed'), e.message);
    return;
  }
  _wrong('no StateError');
}

void hasNoKey(String text) => isTrue(!text.contains(keyText.substring(0, 8)), 'no key in: $text');

Signer newSigner() => Signer(app, keyText);

Verifier newVerifier() => Verifier(app, keyText);

/// The document in a token, by the zlib of dart:io.
Map<String, dynamic> document(String token) {
  final packed = base64.decode(token.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '='));
  return jsonDecode(utf8.decode(zlib.decode(packed))) as Map<String, dynamic>;
}

/// Something in the source tree, by the name of an environment variable of the stage.
String readFile(String variable, [String name = '']) => File('${Platform.environment[variable]!}$name').readAsStringSync();

Map<String, dynamic> vectors(String name) => jsonDecode(readFile('VECTORS', '/$name.json')) as Map<String, dynamic>;

/// The resident memory of this process in megabytes.
int residentMegabytes() {
  final line = File('/proc/self/status').readAsLinesSync().firstWhere((line) => line.startsWith('VmRSS:'));
  return int.parse(line.replaceAll(RegExp('[^0-9]'), '')) ~/ 1024;
}
