/// Runs the call sites, and verifies what they return. The argument says what they are built with: `filled` constants, `unset` ones, or as a
/// `release` build.
library;

import 'dart:async';
import 'dart:typed_data';

import 'package:usersig/usersig.dart';

import 'GenerateTestUserSig.dart' as camel;
import 'GenerateUserSig.dart' as chat;
import 'api_example.dart' as api_example;
import 'call_kit.dart' as call_kit;
import 'call_plugin.dart' as call_plugin;
import 'chat_demo.dart' as chat_demo;
import 'chat_uikit.dart' as chat_uikit;
import 'check.dart';
import 'generate_test_user_sig.dart';
import 'live_streaming.dart' as live_streaming;
import 'room_kit.dart' as room_kit;
import 'trtc_api_example.dart' as trtc;

const users = ['xiaojun', 'user_12345678', '小军', '@TLS#NOT_FOUND'];

/// The names of the forms, and how each logs a user in with the constants.
final fromConstants = <String, FutureOr<String> Function(String)>{
  'TRTC, awaited': (user) async => (await trtc.startCall(user)).userSig,
  'TRTC, not awaited': (user) => trtc.enterRoom(user).userSig,
  'call kit': call_kit.login,
  'live streaming': (user) => live_streaming.pushAddress('1', user).split('usersig=').last,
  'room kit': (user) => room_kit.joinWith(GenerateTestUserSig.secretKey, user),
  'API example': api_example.login,
};

/// The same for the application that is given.
final fromArguments = <String, (int, FutureOr<String> Function(int, String, String))>{
  'call plugin': (604800, call_plugin.debugLogin),
  'chat demo': (99999, chat_demo.login),
  'chat UIKit': (604800, chat_uikit.login),
  'chat UIKit, identifier': (999999, chat_uikit.loginByIdentifier),
};

Future<void> main(List<String> arguments) async {
  switch (arguments) {
    case ['filled']:
      await filled();
    case ['unset']:
      await unset();
    case ['release']:
      await release();
  }
  finish();
}

/// The token is genuine, and byte for byte what the typed interface signs at that time.
void valid(String token, String user, int seconds, {int sdkAppId = app, String key = keyText, Uint8List? userbuf}) {
  final contents = userbuf == null ? Contents.none : Contents.userbuf(userbuf);
  final verifier = Verifier(sdkAppId, key);
  final found = verifier.verify(token, Expectation(user, contents: contents)).tokenOrThrow();
  verifier.close();
  equal(seconds, found.validitySeconds);
  final issued = DateTime.fromMillisecondsSinceEpoch(found.issuedAtSeconds * 1000);
  isTrue(DateTime.now().difference(issued).inSeconds.abs() < 60, 'issued now');
  final signer = Signer(sdkAppId, key);
  equal(signer.sign(user, Duration(seconds: seconds), issuedAt: issued, contents: contents, userIdRule: UserIdRule.any), token);
  signer.close();
}

/// The call returns an empty text, throws nothing and prints one line, which says why and has no key.
Future<void> returnsNothing(String why, FutureOr<String> Function() call) async {
  final lines = <String>[];
  final print = ZoneSpecification(print: (self, parent, zone, line) => lines.add(line));
  equal('', await runZoned(call, zoneSpecification: print));
  equal(1, lines.length);
  isTrue(lines.single.startsWith('GenerateTestUserSig returns an empty string: ') && lines.single.contains(why), lines.single);
  hasNoKey(lines.single);
}

Future<void> filled() async {
  for (final user in users) {
    for (final MapEntry(key: name, value: login) in fromConstants.entries) {
      await test('$name: $user', () async => valid(await login(user), user, 604800));
    }
    for (final MapEntry(key: name, value: (seconds, login)) in fromArguments.entries) {
      await test('$name: $user', () async => valid(await login(app, keyText, user), user, seconds));
    }
  }
  await test('a user buffer is signed', () {
    for (final bytes in [<int>[], [0], [0, 255, 13, 10], List.filled(32768, 7)]) {
      valid(chat_demo.login(app, keyText, 'xiaojun', bytes), 'xiaojun', 86400, userbuf: Uint8List.fromList(bytes));
    }
  });
  await test('the constants and values that are read', () {
    equal(app, camel.SDKAPPID);
    equal(keyText, camel.SECRETKEY);
    equal({'sdkAppID': app, 'expireTime': 604800}, api_example.application);
    isTrue(trtc.isConfigured, 'the login page sees the values');
    equal({'appId': 0, 'bizId': 0}, trtc.transcoding);
    equal('', live_streaming.settings.join());
    equal(keyText, GenerateTestUserSig.sdkSecretKey);
    equal(app, chat_demo.applicationOf(camel.GenerateTestUserSig(sdkappid: app, key: keyText)));
  });
  await test('the other application of a call is used once', () async {
    const other = 'another key of another application';
    valid(await call_plugin.debugLogin(1400000001, other, 'xiaojun'), 'xiaojun', 604800, sdkAppId: 1400000001, key: other);
    valid(call_kit.login('xiaojun'), 'xiaojun', 604800);
  });

  String sign(String user, {int id = app, String key = keyText, int expire = 60, List<int>? userBuf}) =>
      camel.GenerateTestUserSig(sdkappid: id, key: key).genSig(identifier: user, expire: expire, userBuf: userBuf);
  final unusable = <(String, String, String Function())>[
    ('no UserID', 'the UserID is empty', () => sign('')),
    ('a line break in it', 'UserID', () => sign('xiao\njun')),
    ('a zero byte in it', 'UserID', () => sign('xiaojun\x00')),
    ('half of an emoji', 'not UTF-8', () => sign('xiaojun\uD83D')),
    ('a validity of 0', 'validity', () => sign('xiaojun', expire: 0)),
    ('a negative one', 'validity', () => sign('xiaojun', expire: -1)),
    ('one that overflows', 'validity', () => sign('xiaojun', expire: 0x4000000000000000)),
    // In microseconds this is one minute, modulo 2^64.
    ('one that overflows to a minute', 'validity', () => sign('xiaojun', expire: 60 + (1 << 58))),
    ('an SDKAppID that is not set', 'the SDKAppID is not set', () => sign('xiaojun', id: 0)),
    ('a negative one', 'SDKAppID', () => sign('xiaojun', id: -1)),
    ('one of 33 bits', 'SDKAppID', () => sign('xiaojun', id: app + (1 << 32))),
    ('a key that is not set', 'the secret key is not set', () => sign('xiaojun', key: '')),
    ('a key with a space', 'key', () => sign('xiaojun', key: '$keyText ')),
    ('a user buffer of no bytes', 'no byte', () => sign('xiaojun', userBuf: [256])),
    ('a long user buffer', 'userbuf', () => sign('xiaojun', userBuf: List.filled(32769, 0))),
    ('no name of the user', 'the UserID is empty', () => chat.GenerateDevUsersigForTest(sdkappid: app, key: keyText).genSig(expire: 60)),
    ('no validity', 'validity', () => chat.GenerateDevUsersigForTest(sdkappid: app, key: keyText).genSig(userID: 'xiaojun')),
  ];
  for (final (name, why, call) in unusable) {
    await test(name, () => returnsNothing(why, call));
  }

  // Last: it changes the values.
  await test('the values may be set', () {
    final token = call_kit.loginAs(1400000002, 'a key that was set', 300, 'xiaojun');
    valid(token, 'xiaojun', 300, sdkAppId: 1400000002, key: 'a key that was set');
    valid(room_kit.joinWith('set by its other name', 'xiaojun'), 'xiaojun', 300, sdkAppId: 1400000002, key: 'set by its other name');
  });
}

/// The constants as they come: the login pages notice, and who signs all the same gets nothing.
Future<void> unset() async {
  isTrue(!trtc.isConfigured, 'the login page sees that nothing is set');
  equal('', room_kit.join('xiaojun'));
  equal('', api_example.login('xiaojun'));
  for (final name in ['TRTC, awaited', 'TRTC, not awaited', 'call kit', 'live streaming']) {
    await test('$name: unset', () => returnsNothing('the SDKAppID is not set', () => fromConstants[name]!('xiaojun')));
  }
}

/// Neither the constants nor a key that is given are of use.
Future<void> release() async {
  await test('it has no key', () => equal('', [GenerateTestUserSig.secretKey, GenerateTestUserSig.sdkSecretKey, camel.SECRETKEY].join()));
  for (final name in ['TRTC, awaited', 'TRTC, not awaited', 'call kit', 'live streaming']) {
    await test('$name: release', () => returnsNothing('release build', () => fromConstants[name]!('xiaojun')));
  }
  for (final MapEntry(key: name, value: (_, login)) in fromArguments.entries) {
    await test('$name: release', () => returnsNothing('release build', () => login(app, keyText, 'xiaojun')));
  }
}
