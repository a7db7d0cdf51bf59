/// The engine for the web: the JavaScript package, which the page loads as the global `UserSig`.
///
/// It is `dist/usersig.global.js` of the npm package `usersig`; for diagnoses and codes, the page sets `globalThis.UserSig` to its module
/// `usersig/diagnose`. Both leave out version 1.0.
library;

import 'dart:convert';
import 'dart:js_interop';
import 'dart:js_interop_unsafe';
import 'dart:typed_data';

import 'constants.dart' as c;
import 'data.dart';
import 'utf8.dart';

JSObject get _package {
  final package = globalContext['UserSig'];
  if (package == null) throw StateError('the page has no UserSig; expected the script usersig.global.js of the npm package usersig');
  return package as JSObject;
}

String get libraryVersion => '${c.versionMajor}.${c.versionMinor}.${c.versionPatch}';

String statusName(int status) => c.statusNames[status] ?? 'unknown';

int _status(String name) => c.statusNames.entries.firstWhere((entry) => entry.value == name, orElse: () => const MapEntry(c.statusPanic, '')).key;

EngineFailure _failure(int status, String detail, [String hint = '']) =>
    EngineFailure((status: status, findings: 0, warnings: 0, serviceCode: 0, detail: detail, hint: hint));

/// Runs a call of JavaScript, whose errors have a code.
T _run<T>(T Function() call) {
  try {
    return call();
  } on EngineFailure {
    rethrow;
  } on StateError {
    rethrow;
  } catch (error) {
    if (error is! JSObject || error['code'] == null) rethrow;
    throw _failure(_status(_text(error['code'])), _text(error['detail']), _text(error['hint']));
  }
}

/// Calls a function of the package that only its module for diagnoses has.
JSObject _diagnosing(JSObject object, String name, List<JSAny?> arguments) {
  if (object[name] == null) throw _failure(c.statusUnsupported, 'the UserSig of this page has no $name: it is not the module usersig/diagnose');
  return _run(() => object.callMethodVarArgs<JSObject>(name.toJS, arguments));
}

String _text(JSAny? text) => text == null ? '' : (text as JSString).toDart;

/// A number of JavaScript, which is rounded above 2^53; the largest times of tokens are beyond every [int] of 64 bits.
int _whole(JSAny? number) => number == null ? 0 : (number as JSNumber).toDartDouble.toInt();

bool _truth(JSAny? value) => value != null && (value as JSBoolean).toDart;

List<T> _list<T>(JSAny? array, T Function(JSAny? item) read) => [for (final item in (array as JSArray<JSAny?>).toDart) read(item)];

/// A set of names as bits; `number_as_text` is the only warning.
int _warnings(JSAny? names) => _list(names, _text).contains('number_as_text') ? c.warningNumberAsText : 0;

/// A key as the package wants it: a text.
String _keyText(Object key) {
  if (key is String) return key;
  try {
    return decodeUtf8(key as Uint8List);
  } on FormatException {
    throw _failure(c.statusBadKey, 'the key is not UTF-8');
  }
}

/// Makes an object of the package.
JSObject _make(String type, String pemType, int sdkAppId, Object key, bool isPem) => _run(() {
      final constructor = _package[type] as JSFunction;
      final arguments = [sdkAppId.toJS, _keyText(key).toJS];
      return isPem ? constructor.callMethodVarArgs<JSObject>(pemType.toJS, arguments) : constructor.callAsConstructorVarArgs<JSObject>(arguments);
    });

JSObject _object(Map<String, JSAny?> members) {
  final object = JSObject();
  for (final MapEntry(:key, :value) in members.entries) {
    object[key] = value;
  }
  return object;
}

JSAny? _contents(ContentsData contents) => switch (contents.kind) {
      c.contentsNone => 'none'.toJS,
      c.contentsUserbuf => _object({'userbuf': contents.userbuf.toJS}),
      c.contentsRoomNumber => _object({'room': contents.room.toJS, 'privileges': contents.privileges.toJS}),
      _ => _object({'room': contents.roomName.toJS, 'privileges': contents.privileges.toJS}),
    };

final class SignerHandle {
  SignerHandle(int sdkAppId, Object key, {required bool isPem}) : _signer = _make('Signer', 'fromPrivateKey', sdkAppId, key, isPem);

  final JSObject _signer;
  bool _isClosed = false;

  String sign(String userId, int validity, int? issuedAt, int rule, ContentsData contents) {
    if (_isClosed) throw StateError('the signer is closed');
    final options = _object({
      if (issuedAt != null) 'now': issuedAt.toJS,
      'userIdRule': switch (rule) { c.useridRuleIm => 'im', c.useridRuleTrtc => 'trtc', _ => 'any' }.toJS,
      if (contents.kind != c.contentsNone) 'contents': _contents(contents),
    });
    return _run(() => _text(_signer.callMethodVarArgs('sign'.toJS, [userId.toJS, validity.toJS, options])));
  }

  void close() {
    if (!_isClosed) _signer.callMethodVarArgs<JSAny?>('close'.toJS);
    _isClosed = true;
  }
}

final class VerifierHandle {
  VerifierHandle(int sdkAppId, Object key, {required bool isPem}) : _verifier = _make('Verifier', 'fromPublicKey', sdkAppId, key, isPem);

  final JSObject _verifier;
  bool _isClosed = false;

  List<JSAny?> _arguments(String token, ExpectationData expected) {
    if (_isClosed) throw StateError('the verifier is closed');
    final expectation = _object({
      'userId': expected.userId.toJS,
      if (expected.now != null) 'now': expected.now!.toJS,
      'leeway': expected.leeway.toJS,
      if (expected.maxValidity != null) 'maxValidity': expected.maxValidity!.toJS,
      if (expected.contents.kind != c.contentsDefault) 'contents': _contents(expected.contents),
    });
    return [token.toJS, expectation];
  }

  (Report, TokenData?) verify(String token, ExpectationData expected) {
    final arguments = _arguments(token, expected);
    return _verdict(_run(() => _verifier.callMethodVarArgs<JSObject>('verify'.toJS, arguments)));
  }

  (Report, TokenData?, NotesData) diagnose(String token, ExpectationData expected, Object? secretKey) {
    final (report, valid) = verify(token, expected);
    final arguments = [..._arguments(token, expected), if (secretKey != null) _keyText(secretKey).toJS];
    return (report, valid, _notes(_diagnosing(_verifier, 'diagnose', arguments)));
  }

  void close() {
    if (!_isClosed) _verifier.callMethodVarArgs<JSAny?>('close'.toJS);
    _isClosed = true;
  }
}

/// Valid is only what has `ok` and a token.
(Report, TokenData?) _verdict(JSObject verdict) {
  final isValid = _truth(verdict['ok']);
  final findings = isValid ? const <int>[] : _list(verdict['findings'], (name) => _status(_text(name)));
  final report = (
    status: isValid ? c.statusOk : findings.first,
    findings: findings.fold(0, (bits, status) => bits | 1 << (status - 1)),
    warnings: _warnings(verdict['warnings']),
    serviceCode: _whole(verdict['serviceCode']),
    detail: _text(verdict['detail']),
    hint: _text(verdict['hint']),
  );
  return (report, isValid ? _token(verdict['token'] as JSObject) : null);
}

(Report, TokenData?) inspect(String token) {
  try {
    final read = _run(() => _package.callMethodVarArgs<JSObject>('inspectUnverified'.toJS, [token.toJS]));
    return ((status: c.statusOk, findings: 0, warnings: 0, serviceCode: 0, detail: '', hint: ''), _token(read));
  } on EngineFailure catch (failure) {
    if (failure.report.status >= c.statusBadSdkappid) rethrow;
    return (failure.report, null);
  }
}

NotesData diagnose(String token, int now) => _notes(_diagnosing(_package, 'diagnoseUnverified', [token.toJS, now.toJS]));

NotesData diagnoseKey(Object key) => (notes: _list(_diagnosing(_package, 'diagnoseKey', [_keyText(key).toJS]), _note), unwrapped: null);

NotesData explain(String code) => (notes: _list(_diagnosing(_package, 'explain', [code.toJS]), _note), unwrapped: null);

TokenData _token(JSObject token) {
  final userbuf = token['userbuf'];
  final record = token['privateMapKey'] as JSObject?;
  return (
    version: _truth(token['isPlain']) ? c.tokenV1Plain : (_text(token['version']) == '2.0' ? c.tokenV2 : c.tokenV1),
    userId: _text(token['userId']),
    sdkAppId: _whole(token['sdkAppId']),
    sdkAppIdText: _text(token['sdkAppIdText']),
    issuedAt: _whole(token['issuedAt']),
    validity: _whole(token['expire']),
    expiresAt: _whole(token['expiresAt']),
    isTimeApproximate: _truth(token['isTimeApproximate']),
    warnings: _warnings(token['warnings']),
    userbuf: userbuf == null ? null : (userbuf as JSUint8Array).toDart,
    record: record == null ? null : _record(record),
  );
}

RecordData _record(JSObject record) {
  final room = record['room'];
  final isName = room.typeofEquals('string');
  return (
    account: utf8.encode(_text(record['account'])),
    sdkAppId: _whole(record['sdkAppId']),
    room: isName ? 0 : _whole(room),
    roomName: isName ? _text(room) : null,
    privileges: _whole(record['privileges']),
    expiresAt: _whole(record['expiresAt']),
  );
}

NotesData _notes(JSObject diagnosis) {
  final unwrapped = diagnosis['unwrapped'];
  return (notes: _list(diagnosis['notes'], _note), unwrapped: unwrapped == null ? null : _text(unwrapped));
}

NoteData _note(JSAny? item) {
  final note = item as JSObject;
  return (
    kind: switch (_text(note['kind'])) { 'finding' => c.noteFinding, 'cause' => c.noteCause, 'warning' => c.noteWarning, _ => c.noteCode },
    code: _whole(note['code']),
    name: _text(note['name']),
    detail: _text(note['detail']),
    fix: _text(note['fix']),
    detailChinese: _text(note['detailZh']),
    fixChinese: _text(note['fixZh']),
    layer: _text(note['layer']),
    layerChinese: _text(note['layerZh']),
    remark: _text(note['remark']),
    remarkChinese: _text(note['remarkZh']),
  );
}
