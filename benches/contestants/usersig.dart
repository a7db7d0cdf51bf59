/// A contestant of scripts/bench: the Dart package of usersig. The lines are explained in compare/src/main.rs.
library;

import 'dart:io';

import 'package:usersig/usersig.dart';

final environment = Platform.environment;
final app = int.parse(environment['BENCH_SDKAPPID']!);
final user = environment['BENCH_USERID']!;
final expire = Duration(seconds: int.parse(environment['BENCH_EXPIRE']!));
final now = DateTime.fromMillisecondsSinceEpoch(int.parse(environment['BENCH_NOW']!) * 1000);
final signer = Signer(app, environment['BENCH_KEY']!);
final verifier = Verifier(app, environment['BENCH_KEY']!);
final room = Contents.privateMapKey(const Room.fromNumber(10000), Privileges.all);

String valid(Verification result) => result.isValid ? '-' : throw StateError('$result');

/// The work of an operation, which returns a token or `-`; null for one that there is not.
String Function()? work(String operation, String token) {
  final curve = operation.split('-').last.toUpperCase();
  final fixed = Expectation(user, now: now);
  final current = Expectation(user);
  switch (operation) {
    case 'empty':
      return () => signer.sdkAppId == app ? '-' : '';
    case 'sign':
      return () => signer.sign(user, expire);
    case 'sign-at':
      return () => signer.sign(user, expire, issuedAt: now);
    case 'room':
      return () => signer.sign(user, expire, issuedAt: now, contents: room);
    case 'verify':
      return () => valid(verifier.verify(token, fixed));
    case 'sign-p256' || 'sign-secp256k1':
      final own = Signer.fromPrivateKey(app, environment['BENCH_${curve}_PRIVATE']!);
      return () => own.sign(user, expire);
    case 'verify-p256' || 'verify-secp256k1':
      final own = Verifier.fromPublicKey(app, environment['BENCH_${curve}_PUBLIC']!);
      return () => valid(own.verify(token, current));
  }
  return null;
}

void main() {
  for (var line = stdin.readLineSync(); line != null; line = stdin.readLineSync()) {
    final words = line.split(' ');
    if (words.first == 'token') {
      print(signer.sign(words[1], expire));
      continue;
    }
    final run = work(words.first, words[2]);
    if (run == null) {
      print('-');
      continue;
    }
    final watch = Stopwatch()..start();
    var last = '-';
    for (var left = int.parse(words[1]); left > 0; left--) {
      last = run();
    }
    print('${watch.elapsedTicks * 1000000000 ~/ watch.frequency} - $last');
  }
}
