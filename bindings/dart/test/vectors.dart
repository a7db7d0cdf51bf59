/// The vectors that every language passes; tests/vectors/README.md explains the fields.
library;

import 'dart:convert';
import 'dart:typed_data';

import 'package:usersig/usersig.dart';

import 'check.dart';

typedef Fields = Map<String, dynamic>;

final golden = vectors('golden');
final keys = golden['keys'] as Fields;

List<Fields> list(Fields file, String name) => (file[name] as List).cast<Fields>();

/// The last second of a [DateTime], in which this interface has its times.
const lastSecond = 8640000000000;

/// A moment, or null for one that no [DateTime] can be.
DateTime? moment(dynamic text) {
  final unix = BigInt.parse('$text');
  return unix > BigInt.from(lastSecond) ? null : seconds(unix.toInt());
}

/// Numbers of 64 bits without a sign stop at the largest that has one.
int clamped(dynamic text) {
  final number = BigInt.parse('$text');
  final max = BigInt.parse('9223372036854775807');
  return (number > max ? max : number).toInt();
}

Signer signerOf(Fields key, int app) {
  final secret = key['secret_key'] as String?;
  if (secret != null) return Signer(app, secret);
  Signer.fromPrivateKey(app, key['sec1'] as String).close();
  return Signer.fromPrivateKey(app, key['pkcs8'] as String);
}

Verifier verifierOf(Fields key, int app) {
  final secret = key['secret_key'] as String?;
  return secret != null ? Verifier(app, secret) : Verifier.fromPublicKey(app, key['public'] as String);
}

Room roomOf(dynamic room) => room is String ? Room.fromName(room) : Room.fromNumber(room as int);

Contents privateMapKeyOf(Fields fields) => Contents.privateMapKey(roomOf(fields['room']), Privileges(fields['privileges'] as int));

Future<void> main() async {
  var signed = 0;
  for (final vector in list(golden, 'sign')) {
    if (moment(vector['issued_at']) == null) continue;
    signed++;
    await test('sign ${vector['id']}', () => sign(vector));
  }
  // Without the four that are issued after the last DateTime.
  await test('127 tokens signed', () => equal(127, signed));

  var inputs = 0;
  for (final vector in list(golden, 'inputs')) {
    final call = input(vector['input'] as String, vector['value']);
    if (call == null) continue;
    inputs++;
    await test('input ${vector['input']} ${vector['value']}', () => accepts(call, vector['error'] as String?));
  }
  // Without the texts of lengths of time and privileges, which are numbers here, and two such times.
  await test('293 inputs checked', () => equal(293, inputs));

  var verified = 0;
  for (final vector in list(golden, 'verify')) {
    await test('inspect ${vector['id']}', () => inspect(vector));
    if (moment(vector['now']) == null) continue;
    verified++;
    await test('verify ${vector['id']}', () => verify(vector));
  }
  await test('506 tokens verified', () => equal(506, verified));

  final references = vectors('reference-tokens');
  for (final vector in list(references, 'vectors')) {
    await test('reference ${vector['id']}', () => reference(references, vector));
  }

  final diagnoses = vectors('diagnoses');
  var diagnosed = 0;
  for (final vector in list(diagnoses, 'cases')) {
    final String token;
    try {
      final bytes = base64.decode(vector['token_base64'] as String);
      // The decoder leaves it out.
      final mark = bytes.length > 2 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? '\uFEFF' : '';
      token = mark + utf8.decode(bytes);
    } on FormatException {
      // What is no UTF-8 is no text of Dart.
      continue;
    }
    diagnosed++;
    await test('diagnosis ${vector['id']}', () => diagnose(diagnoses, vector, token));
  }
  await test('199 tokens diagnosed', () => equal(199, diagnosed));
  finish();
}

void sign(Fields vector) {
  final key = keys[vector['key']] as Fields;
  final userbuf = vector['userbuf'] as String?;
  final room = vector['private_map_key'] as Fields?;
  final contents = room != null
      ? privateMapKeyOf(room)
      : userbuf == null
          ? Contents.none
          : Contents.userbuf(base64.decode(userbuf));
  final signer = signerOf(key, vector['sdkappid'] as int);
  const rules = [UserIdRule.trtc, UserIdRule.im, UserIdRule.any];
  String by(UserIdRule rule) => signer.sign(vector['userid'] as String, Duration(seconds: vector['expire'] as int),
      issuedAt: moment(vector['issued_at']), contents: contents, userIdRule: rule);
  final strictest = rules.indexWhere((rule) => rule.name == vector['userid_rule']);
  for (final rule in rules.take(strictest)) {
    fails(ErrorKind.userId, () => by(rule));
  }
  for (final rule in rules.skip(strictest)) {
    final expected = vector['document'] as Fields;
    final got = document(by(rule));
    equal(expected.keys.toList()..sort(), got.keys.toList()..sort());
    for (final name in expected.keys) {
      equal(expected[name], got[name]);
    }
  }
  signer.close();
}

void Function()? input(String name, dynamic value) {
  void Function() signed({String user = 'a', Duration? validity, DateTime? at, Contents? contents, UserIdRule rule = UserIdRule.im}) =>
      () => newSigner().sign(user, validity ?? const Duration(seconds: 60), issuedAt: at ?? now, contents: contents, userIdRule: rule);
  switch (name) {
    case 'sdkappid':
      return () => Signer(value as int, 'k').close();
    case 'userid':
      return signed(user: value as String);
    case 'userid_trtc':
      return signed(user: value as String, rule: UserIdRule.trtc);
    case 'userid_any':
      return signed(user: value as String, rule: UserIdRule.any);
    case 'room_name' || 'room_number':
      return signed(contents: Contents.privateMapKey(roomOf(value), Privileges.all));
    case 'privileges_bits':
      return signed(contents: Contents.privateMapKey(const Room.fromNumber(1), Privileges(value as int)));
    case 'validity_seconds':
      return signed(validity: Duration(seconds: value as int));
    case 'leeway_seconds':
      return () => newVerifier().verify('', Expectation('a', now: now, leeway: Duration(seconds: value as int)));
    case 'userbuf_length':
      return signed(contents: Contents.userbuf(Uint8List(value as int)));
    case 'private_map_key_issued_at':
      final at = moment(value);
      if (at == null) return null;
      return signed(validity: const Duration(days: 7), at: at, contents: Contents.privateMapKey(const Room.fromNumber(1), Privileges.all));
    case 'secret_key':
      return () => Signer(1, value as String).close();
    case 'private_key':
      return () => Signer.fromPrivateKey(1, value as String).close();
    case 'public_key':
      return () => Verifier.fromPublicKey(1, value as String).close();
    default:
      return null;
  }
}

void accepts(void Function() call, String? error) {
  if (error == null) return call();
  final name = error.replaceAll('_', '');
  fails(ErrorKind.values.firstWhere((kind) => kind.name.toLowerCase() == name), call);
}

void inspect(Fields vector) {
  final token = vector['token'] as String;
  if (vector['fields'] == null) {
    final finding = fails(ErrorKind.token, () => inspectUnverified(token)).finding!;
    isTrue(finding.kind == FindingKind.empty || finding.kind == FindingKind.malformed, finding.name);
    return;
  }
  checkFields(inspectUnverified(token), vector);
}

void checkFields(Token token, Fields vector) {
  final fields = vector['fields'] as Fields;
  equal(fields['version'], token.version == TokenVersion.v2 ? '2.0' : '1.0');
  equal(fields['userid'], token.userId);
  equal(fields['sdkappid'], token.sdkAppIdText);
  equal(clamped(fields['issued_at']), token.issuedAtSeconds);
  equal(clamped(fields['expire']), token.validitySeconds);
  equal(clamped(fields['expires_at']), token.expiresAtSeconds);
  equal(fields['is_time_approximate'], token.isTimeApproximate);
  equal(fields['userbuf'], token.userbuf == null ? null : base64.encode(token.userbuf!));
  equal((vector['warnings'] as List).isNotEmpty, token.warnings.contains(Warning.numberAsText));
  final record = fields['private_map_key'] as Fields?;
  equal(record == null, token.privateMapKey == null);
  if (record == null) return;
  final found = token.privateMapKey!;
  equal(record['account'], found.accountText);
  equal(record['sdkappid'], found.sdkAppId);
  equal(record['room'], found.room.name ?? found.room.number);
  equal(record['privileges'], found.privileges.bits);
  equal(record['expires_at'], found.expiresAtSeconds);
}

Expectation expectationOf(Fields vector) {
  final expect = vector['expect'] as Fields?;
  final longest = vector['max_validity'];
  return Expectation(
    vector['userid'] as String,
    now: moment(vector['now']),
    leeway: Duration(seconds: clamped(vector['leeway'])),
    maxValidity: longest == null ? null : Duration(seconds: clamped(longest)),
    contents: switch (expect?['contents']) {
      null => null,
      'none' => Contents.none,
      'userbuf' => Contents.userbuf(base64.decode(expect!['userbuf'] as String)),
      _ => privateMapKeyOf(expect!),
    },
  );
}

void verify(Fields vector) {
  final verifier = verifierOf(keys[vector['key']] as Fields, vector['sdkappid'] as int);
  final result = verifier.verify(vector['token'] as String, expectationOf(vector));
  verifier.close();
  equal(vector['finding'] == 'valid', result.isValid);
  String letters(Object name) => '$name'.replaceAll('_', '').toLowerCase();
  equal((vector['findings'] as List).toSet().map((name) => letters(name as String)), result.findings.map((kind) => letters(kind.name)));
  equal((vector['warnings'] as List).isNotEmpty, result.warnings.contains(Warning.numberAsText));
  if (result.isValid) {
    isTrue(result.finding == null && identical(result.token, result.tokenOrThrow()), 'no finding');
    checkFields(result.token!, vector);
    return;
  }
  isTrue(result.token == null, 'no token');
  final finding = result.finding!;
  equal(vector['finding'], finding.name);
  equal(result.findings.first, finding.kind);
  equal(vector['service_code'], finding.serviceCode ?? 0);
  final layer = vector['layer'];
  if (layer != null) isTrue(finding.detail.startsWith('$layer: '), finding.detail);
  isTrue(identical(finding, fails(ErrorKind.token, result.tokenOrThrow).finding), 'the same finding');
}

void reference(Fields file, Fields vector) {
  final token = vector['token'] as String;
  final user = vector['userid'] as String;
  final expected = vector['expect'] as String;
  final app = vector['sdkappid'] as int;
  final read = expected == 'malformed' ? null : inspectUnverified(token);
  if (read != null) equal(user, read.userId);
  if (read != null && vector['issued_at'] is int) equal(vector['issued_at'], read.issuedAtSeconds);
  // Of a token that cannot be read, the time is not known.
  final at = read?.issuedAtSeconds ?? 0;
  final expire = vector['expire'] as int;
  final Verifier verifier;
  if (vector['version'] == '2.0') {
    verifier = Verifier(app, vector['secret_key'] as String);
  } else {
    final pair = (file['keys'] as Fields)[vector['curve']] as Fields?;
    verifier = Verifier.fromPublicKey(app, (vector['public_key'] ?? pair!['pub']) as String);
  }
  final first = verifier.verify(token, Expectation(user, now: seconds(at)));
  equal(expected, first.isValid ? 'valid' : first.finding!.name);
  if (first.isValid) {
    isTrue(verifier.verify(token, Expectation(user, now: seconds(at + expire))).isValid, 'valid in its last second');
    equal([FindingKind.expired], verifier.verify(token, Expectation(user, now: seconds(at + expire + 1))).findings);
  }
  isTrue(!Verifier(app, 'another key').verify(token, Expectation(user, now: seconds(at))).isValid, 'rejected with another key');
}

void diagnose(Fields file, Fields vector, String token) {
  final key = file['key'] as String;
  var user = file['userid'] as String;
  try {
    user = inspectUnverified(token).userId;
  } on UserSigException catch (e) {
    equal(ErrorKind.token, e.kind);
  }
  final expectation = Expectation(user, now: seconds(file['now'] as int));
  final verifier = Verifier(file['sdkappid'] as int, key);
  final found = verifier.diagnose(token, expectation, secretKey: key);
  equal(verifier.verify(token, expectation), found.verification);
  List<String> names(NoteKind kind) => [for (final note in found.notes) if (note.kind == kind) note.name];
  final causes = (vector['causes'] as List).cast<String>();
  final warnings = (vector['warnings'] as List).cast<String>();
  if (found.verification!.isValid) {
    equal(<String>[], names(NoteKind.cause));
    equal(warnings, names(NoteKind.warning)..sort());
  } else if ('${names(NoteKind.cause)}' != '$causes') {
    equal([...causes, ...warnings], names(NoteKind.cause));
  }
  final inner = found.unwrapped == null ? null : verifier.verify(found.unwrapped!, expectation);
  equal(vector['inner'], inner == null || inner.isValid ? (inner == null ? null : 'valid') : inner.finding!.name);
  for (final note in found.notes) {
    isTrue(note.detail.isNotEmpty && note.detailChinese.isNotEmpty, note.name);
    isTrue(!'$note ${note.fix} ${note.detailChinese} ${note.fixChinese}'.contains(key.substring(0, 8)), 'no key');
  }
}
