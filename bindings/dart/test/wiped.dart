/// A key is nowhere in the memory of the process after its signer and verifier are closed.
library;

import 'dart:ffi';
import 'dart:io';
import 'dart:math';
import 'dart:typed_data';

import 'package:usersig/usersig.dart';

import 'check.dart';

/// The test keeps each byte of a key changed by this, so that the search does not find what it looks for.
const mask = 0x80;

Future<void> main() async {
  await test('the search finds a key that is there', () {
    final masked = newKey();
    final there = unmask(masked);
    isTrue(isInMemory(masked), 'found');
    equal(masked.length, there.length);
  });
  await test('a key in use is not in memory as it was passed, and nothing of it after close', () {
    final masked = newKey();
    final key = unmask(masked);
    final signer = Signer.fromKeyBytes(app, key);
    final verifier = Verifier.fromKeyBytes(app, key);
    key.fillRange(0, key.length, 0);
    isTrue(!isInMemory(masked), 'wiped while it is in use');
    isTrue(verifier.verify(signer.sign('a', const Duration(minutes: 1)), const Expectation('a')).isValid, 'valid');
    signer.close();
    verifier.close();
    isTrue(!isInMemory(masked), 'wiped after close');
  });
  await test('a key that is rejected is wiped as well', () {
    final masked = newKey();
    final key = unmask(masked)..last = 0x20;
    masked.last = 0x20 ^ mask;
    fails(ErrorKind.key, () => Signer.fromKeyBytes(app, key));
    fails(ErrorKind.sdkAppId, () => Verifier.fromKeyBytes(-1, key));
    key.fillRange(0, key.length, 0);
    isTrue(!isInMemory(masked), 'wiped');
  });
  finish();
}

/// 64 digits as the console has them, masked.
Uint8List newKey() {
  final random = Random.secure();
  return Uint8List.fromList([for (var at = 0; at < 64; at++) '0123456789abcdef'.codeUnitAt(random.nextInt(16)) ^ mask]);
}

/// In native memory: what a collection moves in Dart's own is left behind where it was.
Uint8List unmask(Uint8List masked) {
  final key = _allocate(masked.length).asTypedList(masked.length);
  for (var at = 0; at < key.length; at++) {
    key[at] = masked[at] ^ mask;
  }
  return key;
}

/// Whether 16 bytes of a key, from its beginning or its middle, are in memory that the process can write.
bool isInMemory(Uint8List masked) => [0, 32].any((from) => _find(Uint8List.sublistView(masked, from, from + 16)));

bool _find(Uint8List masked) {
  for (final line in File('/proc/self/maps').readAsLinesSync()) {
    final [range, mode, ...] = line.split(' ');
    if (!mode.startsWith('rw')) continue;
    final [start, end] = [for (final address in range.split('-')) int.parse(address, radix: 16)];
    // Windows that overlap by the length of what is searched. What another thread has unmapped meanwhile cannot be read.
    for (var at = start; at < end; at += window.length - masked.length) {
      final read = _read(_memory, _window, min(window.length, end - at), at);
      for (var index = 0; index + masked.length <= read; index++) {
        var equal = 0;
        while (equal < masked.length && window[index + equal] ^ mask == masked[equal]) {
          equal++;
        }
        if (equal == masked.length) return true;
      }
    }
  }
  return false;
}

// By the C library: dart:io would set a position, which cannot be above 2 GB in a process of 32 bits.
final _c = DynamicLibrary.process();
final _open = _c.lookupFunction<Int Function(Pointer<Uint8>, Int), int Function(Pointer<Uint8>, int)>('open');
final _read = _c.lookupFunction<Int Function(Int, Pointer<Uint8>, Size, Int64), int Function(int, Pointer<Uint8>, int, int)>('pread64');
final _allocate = _c.lookupFunction<Pointer<Uint8> Function(Size), Pointer<Uint8> Function(int)>('malloc');
final _window = _allocate(1 << 16);
final window = _window.asTypedList(1 << 16);
final _memory = () {
  window.setAll(0, '/proc/self/mem\x00'.codeUnits);
  return _open(_window, 0);
}();
