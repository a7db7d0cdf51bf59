/// The objects: isolates, closing, memory, texts, and their border with the C ABI.
library;

import 'dart:ffi';
import 'dart:isolate';
import 'dart:math';
import 'dart:typed_data';

import 'package:usersig/src/constants.dart' as c;
import 'package:usersig/src/native.dart' as native;
import 'package:usersig/usersig.dart';

import 'check.dart';

const signs = 200000;
const signers = 100000;
const minute = Duration(minutes: 1);

Future<void> main() async {
  await test('eight isolates in parallel, each with a signer of its own', isolates);
  await test('500 isolates, one after the other: flat memory', manyIsolates);
  await test('a signer cannot be sent to another isolate', notSent);
  await test('a use after close', afterClose);
  await test('$signs tokens: flat memory', () => flat(signs, (_) => tokens.sign('xiaojun', minute)));
  await test('$signers signers and verifiers that nobody closes: flat memory', () => flat(signers, (_) => (newSigner(), newVerifier())));
  await test('20000 failures: flat memory', () => flat(20000, (_) => fails(ErrorKind.userId, () => tokens.sign('', minute))));
  await test('long inputs: flat memory', () {
    final bytes = Contents.userbuf(Uint8List(32768));
    return flat(1000, (_) => inspectUnverified(tokens.sign('xiaojun', minute, contents: bytes)));
  });
  await test('what is used in a call is not collected meanwhile', inUse);
  await test('long tokens', longTokens);
  await test('keys as bytes', keyBytes);
  await test('times', times);
  await test('privileges and rooms', privileges);
  await test('what is returned cannot be changed', immutable);
  await test('no text has a key or a token', texts);
  await test('the texts of the core', coreTexts);
  await test('codes', codes);
  await test('a token without a key', withoutKey);
  await test('a text that is no key', noKey);
  await test('every number of the C ABI has its name', names);
  await test('the structs are as large as those of the library', sizes);
  finish();
}

final tokens = newSigner();

/// Returns how many tokens are valid for their users, and for no other.
int use(int number) {
  final signer = newSigner();
  final verifier = newVerifier();
  var valid = 0;
  for (var round = 0; round < 5000; round++) {
    final user = 'user_${number}_$round';
    final token = signer.sign(user, minute, issuedAt: now);
    if (verifier.verify(token, Expectation(user, now: now)).isValid && !verifier.verify(token, Expectation('user', now: now)).isValid) valid++;
  }
  return valid;
}

Future<void> isolates() async {
  equal([for (var number = 0; number < 8; number++) 5000], await Future.wait([for (var number = 0; number < 8; number++) Isolate.run(() => use(number))]));
}

Future<void> manyIsolates() async {
  Future<void> some(int count) async {
    for (var round = 0; round < count; round++) {
      await Isolate.run(() => isTrue(newVerifier().verify(newSigner().sign('a', minute), const Expectation('a')).isValid, 'valid'));
    }
  }

  await some(100);
  final early = residentMegabytes();
  await some(400);
  // Each has ten kilobytes of native memory, and its isolate's heap, of which the machine keeps some.
  await isFlat(early, 'after 100', 16);
}

/// Fails if the memory has grown by [bound] megabytes since it was [early]. What has ended may be freed a little later; a leak does not shrink.
Future<void> isFlat(int early, String when, int bound) async {
  var late = residentMegabytes();
  for (var again = 0; late - early >= bound && again < 5; again++) {
    await Future<void>.delayed(const Duration(seconds: 1));
    late = min(late, residentMegabytes());
  }
  isTrue(late - early < bound, 'flat memory: $early MB $when, $late MB at the end');
}

Future<void> notSent() async {
  final signer = newSigner();
  try {
    await Isolate.run(() => signer.sign('a', minute));
  } on ArgumentError {
    return;
  }
  isTrue(false, 'an ArgumentError');
}

void afterClose() {
  final signer = newSigner();
  final verifier = newVerifier();
  final token = signer.sign('a', minute);
  for (var times = 0; times < 3; times++) {
    signer.close();
    verifier.close();
    isClosed(() => signer.sign('a', minute));
    isClosed(() => signer.sign('', minute));
    isClosed(() => verifier.verify(token, const Expectation('a')));
    isClosed(() => verifier.diagnose(token, const Expectation('a')));
  }
  equal('Signer(sdkAppId=$app)', signer);
}

Future<void> flat(int rounds, void Function(int) work) async {
  var early = 0;
  for (var round = 0; round < rounds; round++) {
    work(round);
    if (round == rounds ~/ 5) early = residentMegabytes();
  }
  await isFlat(early, 'after a fifth', 32);
}

/// A freed signer's memory is wiped: a call that goes on in it makes a wrong token.
void inUse() {
  final token = newSigner().sign('a', minute, issuedAt: now);
  for (var round = 0; round < 20000; round++) {
    // Nothing else refers to these.
    equal(token, newSigner().sign('a', minute, issuedAt: now));
    isTrue(newVerifier().verify(token, Expectation('a', now: now)).isValid, 'valid');
  }
}

void longTokens() {
  final random = Random(1);
  final bytes = Uint8List.fromList([for (var at = 0; at < 32768; at++) random.nextInt(256)]);
  final signer = newSigner();
  final verifier = newVerifier();
  for (final length in [0, 1, 300, 400, 500, 4000, 8191, 8192, 8193, 32768]) {
    final userbuf = Uint8List.sublistView(bytes, 0, length);
    final token = signer.sign('a', minute, issuedAt: now, contents: Contents.userbuf(userbuf));
    isTrue(verifier.verify(token, Expectation('a', now: now, contents: Contents.userbuf(userbuf))).isValid, 'valid');
    equal(userbuf, inspectUnverified(token).userbuf);
  }
  for (final length in [256, 257, 1024]) {
    final user = 'u' * length;
    final token = signer.sign(user, minute, issuedAt: now, userIdRule: UserIdRule.any);
    isTrue(verifier.verify(token, Expectation(user, now: now)).isValid, 'valid');
  }
}

void keyBytes() {
  final bytes = Uint8List.fromList(keyText.codeUnits);
  final signer = Signer.fromKeyBytes(app, bytes);
  final verifier = Verifier.fromKeyBytes(app, bytes);
  equal(keyText.codeUnits, bytes);
  bytes.fillRange(0, bytes.length, 0);
  isTrue(verifier.verify(tokens.sign('a', minute), const Expectation('a')).isValid, 'valid');
  isTrue(newVerifier().verify(signer.sign('a', minute), const Expectation('a')).isValid, 'valid');
  fails(ErrorKind.key, () => Signer.fromKeyBytes(app, Uint8List.fromList([0xFF, 0x61])));
  fails(ErrorKind.key, () => Signer.fromKeyBytes(app, Uint8List(0)));
}

void times() {
  final day = inspectUnverified(tokens.sign('a', const Duration(days: 1)));
  isTrue((day.issuedAtSeconds - DateTime.now().millisecondsSinceEpoch ~/ 1000).abs() <= 2, 'issued now');
  equal(86400, day.validitySeconds);
  isTrue(day.timeLeft() > const Duration(hours: 23) && day.timeLeft() <= const Duration(hours: 24), '${day.timeLeft()}');
  final at = DateTime.utc(2030, 1, 2, 3, 4, 5, 999, 999);
  final token = inspectUnverified(tokens.sign('a', const Duration(milliseconds: 60900), issuedAt: at.toLocal()));
  equal(at.millisecondsSinceEpoch ~/ 1000, token.issuedAtSeconds);
  equal(60, token.validitySeconds);
  equal(DateTime.utc(2030, 1, 2, 3, 5, 5), token.expiresAt);
  equal(minute, token.timeLeft(at));
  equal(Duration.zero, token.timeLeft(at.add(minute)));
  equal(Duration.zero, token.timeLeft(seconds(8640000000000)));
  final last = inspectUnverified(tokens.sign('a', minute, issuedAt: seconds(8640000000000)));
  equal(seconds(8640000000000), last.expiresAt);
  isTrue(last.timeLeft(seconds(-8640000000000)) > const Duration(days: 90000000), '${last.timeLeft(seconds(-8640000000000))}');
}

void privileges() {
  equal(42, Privileges.audience.bits);
  equal(Privileges.audience, Privileges.enterRoom | Privileges.receiveAudio | Privileges.receiveVideo);
  isTrue(Privileges.all.contains(Privileges.audience) && !Privileges.audience.contains(Privileges.sendAudio), 'contains');
  isTrue(const Room.fromNumber(7) == const Room.fromNumber(7) && const Room.fromNumber(7) != const Room.fromName('7'), 'rooms');
  final lesson = Contents.privateMapKey(const Room.fromName('lesson-7'), Privileges.audience);
  final record = inspectUnverified(tokens.sign('xiaojun', minute, contents: lesson)).privateMapKey!;
  equal([const Room.fromName('lesson-7'), 42, 'xiaojun', app], [record.room, record.privileges, record.accountText, record.sdkAppId]);
  equal(FindingKind.recordMismatch, newVerifier().verify(tokens.sign('xiaojun', minute), Expectation('xiaojun', contents: lesson)).finding!.kind);
}

void immutable() {
  void rejected(void Function() change) {
    try {
      change();
    } on UnsupportedError {
      return;
    }
    isTrue(false, 'an UnsupportedError');
  }

  final bytes = Uint8List.fromList([1, 2, 3]);
  final contents = Contents.userbuf(bytes);
  bytes[0] = 9;
  final token = inspectUnverified(tokens.sign('a', minute, contents: contents));
  equal([1, 2, 3], token.userbuf);
  rejected(() => token.userbuf![0] = 0);
  rejected(() => token.warnings.add(Warning.numberAsText));
  rejected(() => explain('70001').clear());
  final record = inspectUnverified(tokens.sign('a', minute, contents: Contents.privateMapKey(const Room.fromNumber(1), Privileges.all)));
  rejected(() => record.privateMapKey!.account[0] = 0);
  rejected(() => newVerifier().verify('', const Expectation('a')).findings.clear());
  rejected(() => diagnoseUnverified('').notes.clear());
}

void texts() {
  final verifier = newVerifier();
  final token = tokens.sign('a', minute);
  final valid = verifier.verify(token, const Expectation('a'));
  final rejected = verifier.verify(token, const Expectation('b'));
  equal('valid', valid);
  isTrue('$rejected'.startsWith('userid_mismatch (70013): '), '$rejected');
  final error = fails(ErrorKind.token, rejected.tokenOrThrow);
  equal(70013, error.serviceCode);
  for (final one in <Object>[
    tokens, verifier, valid, valid.token!, rejected, rejected.finding!, error, const Expectation('a'), Contents.none, const Room.fromNumber(7), //
    fails(ErrorKind.key, () => Signer(app, ' $keyText')), fails(ErrorKind.key, () => Signer.fromPrivateKey(app, keyText)), diagnoseKey('key=$keyText').first,
  ]) {
    hasNoKey('$one');
    isTrue(!'$one'.contains(token), 'no token in $one');
  }
}

/// What Rust says: each text of a failure is the core's.
void coreTexts() {
  void says(String message, ErrorKind kind, void Function() call) => equal(message, fails(kind, call).message);
  void signs(String message, ErrorKind kind, {String user = 'a', Duration validity = minute, DateTime? at, Contents? contents}) =>
      says(message, kind, () => tokens.sign(user, validity, issuedAt: at, contents: contents));
  says('the SDKAppID is 0; expected the number the console shows for the application, 1 to 4294967295', ErrorKind.sdkAppId, () => Signer(0, keyText));
  says('the SDKAppID must be 1 to 4294967295', ErrorKind.sdkAppId, () => Signer(-1, keyText));
  signs('the UserID is empty; expected 1 to 32 bytes', ErrorKind.userId, user: '');
  signs('the UserID is 33 bytes long; expected at most 32', ErrorKind.userId, user: 'u' * 33);
  signs('the validity is 0 seconds; expected 1 to 1576800000 (50 years)', ErrorKind.validity, validity: Duration.zero);
  signs('the validity must be 1 to 1576800000 seconds (50 years)', ErrorKind.validity, validity: -minute);
  signs('the userbuf is 32769 bytes long; expected at most 32768', ErrorKind.userbuf, contents: Contents.userbuf(Uint8List(32769)));
  signs('the room number is 0; expected 1 to 4294967294', ErrorKind.room, contents: Contents.privateMapKey(const Room.fromNumber(0), Privileges.all));
  signs('the string room is 65 bytes long; expected 1 to 64', ErrorKind.room, contents: Contents.privateMapKey(Room.fromName('r' * 65), Privileges.all));
  says('the leeway is 86401 seconds; expected 0 to 86400 (one day)', ErrorKind.leeway,
      () => newVerifier().verify('', const Expectation('a', leeway: Duration(seconds: 86401))));
  signs('a text is not UTF-8', ErrorKind.userId, user: '\ud800');
}

void codes() {
  final note = explain('70001').first;
  equal([NoteKind.code, 70001], [note.kind, note.code]);
  isTrue(note.detail.isNotEmpty && note.detailChinese.runes.any((rune) => rune > 0x4E00) && note.layer.isNotEmpty && note.layerChinese.isNotEmpty, '$note');
  equal(explain('70001'), explain('err_svr_account_usersig_expired'));
  equal(<Note>[], explain('12345678'));
  equal(<Note>[], explain(''));
  equal('${c.versionMajor}.${c.versionMinor}.${c.versionPatch}', libraryVersion);
}

void withoutKey() {
  final found = diagnoseUnverified('undefined');
  isTrue(found.verification == null, 'no verdict');
  isTrue(found.notes.any((note) => note.name == 'placeholder' && note.kind == NoteKind.cause && note.code == null), 'a cause');
  final pasted = diagnoseUnverified('"${tokens.sign('a', minute)}"');
  equal('a', inspectUnverified(pasted.unwrapped!).userId);
}

void noKey() {
  isTrue(diagnoseKey('SECRETKEY=$keyText').isNotEmpty, 'a note');
  equal(<Note>[], diagnoseKey(keyText));
}

void names() {
  String letters(String name) => name.replaceAll('_', '').toLowerCase();
  final findings = FindingKind.values.map((kind) => letters(kind.name)).toList();
  final errors = ErrorKind.values.map((kind) => letters(kind.name)).toList();
  var seen = 0;
  for (final MapEntry(key: status, value: name) in c.statusNames.entries) {
    if (status > 0 && status < 100) {
      equal(letters(name), findings[status - 1]);
      seen++;
    } else if (status >= 100 && status < 200) {
      // The one that needs a longer name here.
      final kind = name == 'bad_expiry' ? 'privatemapkeyexpiry' : letters(name.replaceFirst('bad_', ''));
      isTrue(errors.contains(kind), kind);
      seen++;
    }
  }
  equal(20, seen);
  // Beside the findings there is one for what only a newer library knows; beside the inputs, tokens, what is left out, and bugs.
  equal([11, 13], [findings.length, errors.length]);
}

/// The library writes the size of each struct that it makes; it rejects those of the caller if they are smaller than its own.
void sizes() {
  final process = DynamicLibrary.process();
  final allocate = process.lookupFunction<Pointer<Uint8> Function(Size, Size), Pointer<Uint8> Function(int, int)>('calloc');
  final report = allocate(1, sizeOf<native.UsersigReport>()).cast<native.UsersigReport>()..ref.size = sizeOf<native.UsersigReport>();
  final out = allocate(1, 8);
  final text = tokens.sign('a', minute);
  final input = allocate(1, text.length)..asTypedList(text.length).setAll(0, text.codeUnits);
  equal(c.statusOk, native.inspectUnverified(input, text.length, out.cast(), report));
  final token = out.cast<Pointer<native.UsersigToken>>().value;
  equal(sizeOf<native.UsersigToken>(), token.ref.size);
  native.tokenFree(token);
  equal(c.statusOk, native.explain(input, 0, out.cast(), report));
  final notes = out.cast<Pointer<native.UsersigNotes>>().value;
  equal(sizeOf<native.UsersigNotes>(), notes.ref.size);
  native.notesFree(notes);
  equal(c.statusEmpty, native.diagnoseUnverified(input, 0, 0, out.cast(), report));
  equal(sizeOf<native.UsersigNote>(), out.cast<Pointer<native.UsersigNotes>>().value.ref.notes.value.ref.size);
}
