/// What nobody should pass: the only exceptions are those that are documented, and nothing fails open.
library;

import 'dart:convert';
import 'dart:io';
import 'dart:math';
import 'dart:typed_data';

import 'package:usersig/usersig.dart';

import 'check.dart';

const rounds = 10000;

// The same texts in each run.
final random = Random(1);

String anyText() {
  final kind = random.nextInt(4);
  // ASCII, every unit, halves of surrogate pairs among letters, the alphabet of tokens.
  int unit() => switch (kind) {
        0 => random.nextInt(128),
        1 => random.nextInt(65536),
        2 => random.nextInt(3) == 0 ? 0xD800 + random.nextInt(2048) : 0x61 + random.nextInt(26),
        _ => 'eJAabcXYZ019*-_'.codeUnitAt(random.nextInt(15)),
      };
  return String.fromCharCodes([for (var left = random.nextInt(kind == 3 ? 2000 : 40); left > 0; left--) unit()]);
}

/// Whether a text has half of a surrogate pair: as a list of code points, it has one of the range of surrogates.
bool hasHalf(String text) => text.runes.any((rune) => rune & 0x1FF800 == 0xD800);

/// Runs a call that may only throw the library's own exception of this kind; returns whether it did not.
bool allowed(ErrorKind kind, void Function() call) {
  try {
    call();
    return true;
  } on UserSigException catch (e) {
    equal(kind, e.kind);
    hasNoKey('$e');
    return false;
  }
}

Future<void> main() async {
  final signer = newSigner();
  final verifier = newVerifier();
  const minute = Duration(minutes: 1);
  String sign(String user) => signer.sign(user, minute, issuedAt: now, userIdRule: UserIdRule.any);
  final genuine = sign('xiaojun');
  final expectation = Expectation('xiaojun', now: now);

  await test('$rounds random texts as UserIDs', () {
    var signed = 0;
    for (var round = 0; round < rounds; round++) {
      final user = anyText();
      late final String token;
      if (!allowed(ErrorKind.userId, () => token = sign(user))) continue;
      isTrue(!hasHalf(user), 'no half of a surrogate pair was signed');
      isTrue(user == inspectUnverified(token).userId, 'the same UserID');
      isTrue(user == document(token)['TLS.identifier'], 'the same UserID in the document');
      isTrue(verifier.verify(token, Expectation(user, now: now)).isValid, 'valid for this user');
      isTrue(!verifier.verify(token, Expectation(user == 'x' ? 'y' : 'x', now: now)).isValid, 'not valid for another');
      signed++;
    }
    isTrue(signed > 1000 && signed < rounds - 1000, '$signed signed');
  });
  await test('$rounds random texts as tokens', () {
    for (var round = 0; round < rounds; round++) {
      final token = anyText();
      final result = verifier.verify(token, expectation);
      isTrue(!result.isValid && result.finding!.detail.isNotEmpty, 'rejected');
      allowed(ErrorKind.token, () => inspectUnverified(token));
      if (round % 10 == 0) isTrue(!verifier.diagnose(token, expectation).verification!.isValid, 'rejected');
    }
  });
  await test('$rounds altered tokens', () {
    for (var round = 0; round < rounds; round++) {
      final units = [...genuine.codeUnits];
      for (var changes = 1 + random.nextInt(3); changes > 0; changes--) {
        units[random.nextInt(units.length)] = random.nextInt(random.nextBool() ? 128 : 65536);
      }
      final result = verifier.verify(String.fromCharCodes(units), expectation);
      // Compression is malleable; what is signed is not.
      if (result.isValid) equal('xiaojun', result.token!.userId);
    }
  });
  await test('$rounds random texts as keys, rooms and codes', () {
    for (var round = 0; round < rounds; round++) {
      final text = anyText();
      allowed(ErrorKind.key, () => Signer(1, text).close());
      allowed(ErrorKind.room, () => signer.sign('a', minute, contents: Contents.privateMapKey(Room.fromName(text), Privileges.all)));
      explain(text);
      if (round % 10 != 0) continue;
      allowed(ErrorKind.key, () => Signer.fromPrivateKey(1, text).close());
      allowed(ErrorKind.key, () => Verifier.fromPublicKey(1, '-----BEGIN PUBLIC KEY-----\n$text\n-----END PUBLIC KEY-----').close());
      allowed(ErrorKind.key, () => diagnoseKey(text));
    }
  });
  await test('random bytes as keys', () {
    for (var round = 0; round < 1000; round++) {
      allowed(ErrorKind.key, () => Signer.fromKeyBytes(1, Uint8List.fromList([for (var left = random.nextInt(80); left > 0; left--) random.nextInt(256)])).close());
    }
  });
  await test('tokens of megabytes', () {
    for (final token in ['e' * 5000000, genuine + '_' * 3000000, '\u{1F4A9}' * 1000000, base64.encode(List.filled(2000000, 0x78))]) {
      isTrue(!verifier.verify(token, expectation).isValid, 'rejected');
      isTrue(!verifier.diagnose(token, expectation).verification!.isValid, 'rejected');
      fails(ErrorKind.token, () => inspectUnverified(token));
    }
    isTrue(verifier.verify(genuine, expectation).isValid, 'a short one is valid afterwards');
  });
  await test('a document that expands to 20 megabytes', () {
    final bomb = base64.encode(zlib.encode(Uint8List(20000000))).replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_');
    equal(FindingKind.malformed, verifier.verify(bomb, expectation).finding!.kind);
  });
  for (final half in ['\ud83d', 'a\udca9', '\udca9\ud83d', '\ud83dx']) {
    await test('half of a surrogate pair', () {
      fails(ErrorKind.userId, () => signer.sign(half, minute));
      fails(ErrorKind.userId, () => verifier.verify(genuine, Expectation(half)));
      fails(ErrorKind.room, () => signer.sign('a', minute, contents: Contents.privateMapKey(Room.fromName(half), Privileges.all)));
      fails(ErrorKind.key, () => Signer(app, half + keyText));
      fails(ErrorKind.key, () => Verifier(app, half + keyText));
      fails(ErrorKind.key, () => Signer.fromPrivateKey(app, half));
      fails(ErrorKind.key, () => diagnoseKey(half));
      fails(ErrorKind.key, () => verifier.diagnose(genuine, expectation, secretKey: half));
      equal(FindingKind.malformed, verifier.verify(half, expectation).finding!.kind);
      equal(<Note>[], explain(half));
    });
  }
  for (final user in ['小军💩', '\u{FEFF}admin', '\u{FEFF}\u{FEFF}', 'é', '\u{10FFFF}']) {
    await test('the UserID ${user.runes}', () {
      final token = sign(user);
      isTrue(inspectUnverified(token).userId == user, 'the same UserID');
      isTrue(verifier.verify(token, Expectation(user, now: now)).isValid, 'valid');
      isTrue(!verifier.verify(token, Expectation(user.replaceAll('\u{FEFF}', 'x'), now: now)).isValid || !user.contains('\u{FEFF}'), 'not for another');
    });
  }
  await test('numbers that the service does not have', () {
    for (final number in [-1, -0x80000000, 0x100000000, 0x100000001, -0x7fffffffffffffff]) {
      fails(ErrorKind.sdkAppId, () => Signer(number, keyText));
      fails(ErrorKind.sdkAppId, () => Verifier(number, keyText));
      fails(ErrorKind.room, () => signer.sign('a', minute, contents: Contents.privateMapKey(Room.fromNumber(number), Privileges.all)));
      fails(ErrorKind.privileges, () => signer.sign('a', minute, contents: Contents.privateMapKey(const Room.fromNumber(1), Privileges(number))));
      fails(ErrorKind.room, () => verifier.verify(genuine, Expectation('a', contents: Contents.privateMapKey(Room.fromNumber(number), Privileges.all))));
    }
    fails(ErrorKind.validity, () => signer.sign('a', -minute));
    fails(ErrorKind.validity, () => signer.sign('a', Duration.zero));
    fails(ErrorKind.validity, () => signer.sign('a', const Duration(microseconds: 999999)));
    fails(ErrorKind.validity, () => signer.sign('a', const Duration(microseconds: -1)));
    fails(ErrorKind.time, () => signer.sign('a', minute, issuedAt: DateTime.utc(1969)));
    fails(ErrorKind.time, () => verifier.verify(genuine, Expectation('a', now: DateTime.utc(-1))));
    fails(ErrorKind.leeway, () => verifier.verify(genuine, const Expectation('a', leeway: Duration(microseconds: -1))));
    fails(ErrorKind.leeway, () => verifier.verify(genuine, const Expectation('a', leeway: Duration(days: 1, seconds: 1))));
    fails(ErrorKind.validity, () => verifier.verify(genuine, const Expectation('a', maxValidity: Duration.zero)));
    fails(ErrorKind.validity, () => verifier.verify(genuine, const Expectation('a', maxValidity: Duration(seconds: -1))));
    fails(ErrorKind.time, () => diagnoseUnverified(genuine, now: DateTime.utc(1900)));
  });
  finish();
}
