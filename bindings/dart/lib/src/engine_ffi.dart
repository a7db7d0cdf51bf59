/// The engine for everything but the web: the C ABI by dart:ffi.
library;

import 'dart:ffi';
import 'dart:io';
import 'dart:typed_data';

import 'constants.dart' as c;
import 'data.dart';
import 'native.dart' as native;
import 'utf8.dart';

final _c = Platform.isWindows ? DynamicLibrary.open('ole32.dll') : DynamicLibrary.process();
final _allocate = _c.lookupFunction<Pointer<Uint8> Function(Size), Pointer<Uint8> Function(int)>(Platform.isWindows ? 'CoTaskMemAlloc' : 'malloc');
final _releaseName = Platform.isWindows ? 'CoTaskMemFree' : 'free';
final _release = _c.lookupFunction<Void Function(Pointer<Void>), void Function(Pointer<Void>)>(_releaseName);
final _releasePointer = _c.lookup<NativeFinalizerFunction>(_releaseName);

/// A block of native memory.
final class _Block implements Finalizable {
  /// One that the caller frees.
  _Block(int size) : _start = _allocate(size) {
    if (_start == nullptr) throw OutOfMemoryError();
    bytes = _start.asTypedList(size);
  }

  /// One that is freed with its owner, at the latest with the isolate.
  factory _Block.kept(int size) {
    final block = _Block(size);
    _finalizer.attach(block, block._start.cast());
    return block;
  }

  static final _finalizer = NativeFinalizer(_releasePointer);

  final Pointer<Uint8> _start;

  late final Uint8List bytes;

  Pointer<Uint8> at(int offset) => Pointer.fromAddress(_start.address + offset);

  void free() => _release(_start.cast());
}

/// The inputs of one call in native memory. An isolate runs one call at a time, so it has one of these.
final class _Inputs {
  /// What is kept for the next call.
  static const _small = 8192;

  final _kept = _Block.kept(_small);
  late _Block _block = _kept;
  int _used = 0;

  /// Runs a call whose inputs have at most [size] bytes.
  T run<T>(int size, T Function() call) {
    if (size > _small) _block = _Block(size);
    _used = 0;
    try {
      return call();
    } finally {
      if (size > _small) {
        _block.free();
        _block = _kept;
      }
    }
  }

  /// Where the next input begins.
  Pointer<Uint8> get next => _block.at(_used);

  /// Overwrites the inputs from here on: a key was among them.
  void wipe(int from) => _block.bytes.fillRange(from, _used, 0);

  int putBytes(Uint8List input) {
    _block.bytes.setAll(_used, input);
    _used += input.length;
    return input.length;
  }

  /// Puts a text, at most three bytes for each of its units, and returns its length. Half of a surrogate pair, which UTF-8 cannot express, is a
  /// failure with the status [bad]; without one it becomes U+FFFD, which no token and no code has.
  int putText(String text, {int? bad}) {
    final bytes = _block.bytes;
    final start = _used;
    var at = start;
    for (var index = 0; index < text.length; index++) {
      var unit = text.codeUnitAt(index);
      if (unit < 0x80) {
        bytes[at++] = unit;
        continue;
      }
      if (unit < 0x800) {
        bytes[at++] = 0xC0 | unit >> 6;
      } else {
        if (unit & 0xF800 == 0xD800) {
          final low = index + 1 < text.length ? text.codeUnitAt(index + 1) : 0;
          if (unit < 0xDC00 && low & 0xFC00 == 0xDC00) {
            unit = 0x10000 + ((unit & 0x3FF) << 10 | low & 0x3FF);
            index++;
          } else {
            if (bad != null) throw _failure(bad, c.statusNotUtf8);
            unit = 0xFFFD;
          }
        }
        if (unit < 0x10000) {
          bytes[at++] = 0xE0 | unit >> 12;
        } else {
          bytes[at++] = 0xF0 | unit >> 18;
          bytes[at++] = 0x80 | unit >> 12 & 0x3F;
        }
        bytes[at++] = 0x80 | unit >> 6 & 0x3F;
      }
      bytes[at++] = 0x80 | unit & 0x3F;
    }
    _used = at;
    return at - start;
  }
}

final _inputs = _Inputs();

/// Enough for a token with a UserID of the documented length, and for most others.
const _tokenSize = 640;

/// The structs and outputs of one call, as the inputs; with two pointers, and space so that each begins at a multiple of 8.
final _structs = _Block.kept(
    sizeOf<native.UsersigReport>() + sizeOf<native.UsersigRequest>() + sizeOf<native.UsersigExpectation>() + 5 * 8 + _tokenSize);
final Pointer<native.UsersigReport> _report = _structs.at(0).cast();
final Pointer<native.UsersigRequest> _request = Pointer.fromAddress(_after(_report.address, sizeOf<native.UsersigReport>()));
final Pointer<native.UsersigExpectation> _expectation = Pointer.fromAddress(_after(_request.address, sizeOf<native.UsersigRequest>()));
final Pointer<Pointer<Void>> _out = Pointer.fromAddress(_after(_expectation.address, sizeOf<native.UsersigExpectation>()));
final Pointer<Size> _length = Pointer.fromAddress(_out.address + 8);
final Pointer<Uint8> _token = Pointer.fromAddress(_length.address + 8);
final _tokenBytes = _token.asTypedList(_tokenSize);

int _after(int address, int size) => (address + size + 7) & ~7;

Pointer<native.UsersigReport> _newReport() {
  _report.ref.size = sizeOf<native.UsersigReport>();
  _out.value = nullptr;
  return _report;
}

Report _read(int status) {
  final report = _report.ref;
  final detail = _text(_report.cast<Uint8>() + _detailAt);
  return (
    status: status,
    findings: report.findings,
    warnings: report.warnings,
    serviceCode: report.serviceCode,
    detail: detail.isEmpty ? statusMessage(status) : detail,
    hint: _text(_report.cast<Uint8>() + (_detailAt + c.detailSize)),
  );
}

/// The texts are the end of a report.
final _detailAt = sizeOf<native.UsersigReport>() - c.detailSize - c.hintSize;

/// A failure that the library cannot see, with its own text: [problem], or what [status] says.
EngineFailure _failure(int status, [int? problem]) =>
    EngineFailure((status: status, findings: 0, warnings: 0, serviceCode: 0, detail: statusMessage(problem ?? status), hint: ''));

/// Throws what went wrong, if it is not the token.
Report _checked(int status) {
  if (status == c.statusOk) return (status: status, findings: 0, warnings: _report.ref.warnings, serviceCode: 0, detail: '', hint: '');
  final report = _read(status);
  if (status >= c.statusBadSdkappid) throw EngineFailure(report);
  return report;
}

int _u32(int number, int bad) => number >= 0 && number <= 0xFFFFFFFF ? number : throw _failure(bad);

int _u64(int number, int bad) => number >= 0 ? number : throw _failure(bad);

String _text(Pointer<Uint8> text) {
  var length = 0;
  while ((text + length).value != 0) {
    length++;
  }
  return _string(text, length);
}

String _string(Pointer<Uint8> text, int length) => decodeUtf8(text.asTypedList(length));

Uint8List _copy(Pointer<Uint8> bytes, int length) => length == 0 ? Uint8List(0) : Uint8List.fromList(bytes.asTypedList(length));

String get libraryVersion => _text(native.version());

String statusName(int status) => _text(native.statusName(status));

String statusMessage(int status) => _text(native.statusMessage(status, c.languageEnglish));

typedef _Make = int Function(int, Pointer<Uint8>, int, Pointer<Pointer<Void>>, Pointer<native.UsersigReport>);

/// Has the library read a key, a [String] or bytes, and returns what it makes of it.
Pointer<Void> _make(_Make make, int sdkAppId, Object key) => _withKey(key, (text, length) {
      final status = make(_u32(sdkAppId, c.statusBadSdkappid), text, length, _out, _newReport());
      if (status != c.statusOk) throw EngineFailure(_read(status == c.statusNotUtf8 ? c.statusBadKey : status));
      return _out.value;
    });

int _sizeOfKey(Object key) => key is String ? key.length * 3 : (key as Uint8List).length;

int _putKey(Object key) => key is String ? _inputs.putText(key, bad: c.statusBadKey) : _inputs.putBytes(key as Uint8List);

T _withKey<T>(Object key, T Function(Pointer<Uint8> text, int length) call) => _inputs.run(_sizeOfKey(key), () {
      try {
        final text = _inputs.next;
        return call(text, _putKey(key));
      } finally {
        _inputs.wipe(0);
      }
    });

/// What a signer or verifier has in the library, for the garbage collector.
const _handleSize = 1024;

final class SignerHandle implements Finalizable {
  /// [key] is a [String] or bytes; of version 1.0 if [isPem].
  SignerHandle(int sdkAppId, Object key, {required bool isPem})
      : _handle = _make(isPem ? native.signerNewFromPrivateKey : native.signerNew, sdkAppId, key),
        _sign = isPem ? native.signerSign : native.signerSignLeaf {
    _finalizer.attach(this, _handle, detach: this, externalSize: _handleSize);
  }

  static final _finalizer = NativeFinalizer(native.signerFreePointer);

  Pointer<Void> _handle;

  /// An ECDSA signature takes long.
  final int Function(Pointer<Void>, Pointer<native.UsersigRequest>, Pointer<Uint8>, int, Pointer<Size>, Pointer<native.UsersigReport>) _sign;

  String sign(String userId, int validity, int? issuedAt, int rule, ContentsData contents) {
    if (_handle == nullptr) throw StateError('the signer is closed');
    final size = (userId.length + contents.roomName.length) * 3 + contents.userbuf.length;
    return _inputs.run(size, () {
      final request = _request.ref
        ..size = sizeOf<native.UsersigRequest>()
        ..flags = issuedAt == null ? 0 : c.flagFixedTime
        ..userid = _inputs.next
        ..useridLen = _inputs.putText(userId, bad: c.statusBadUserid)
        ..validity = _u64(validity, c.statusBadValidity)
        ..issuedAt = _u64(issuedAt ?? 0, c.statusBadTime)
        ..useridRule = rule
        ..contents = contents.kind
        ..room = _u32(contents.room, c.statusBadRoom)
        ..privileges = _u32(contents.privileges, c.statusBadPrivileges);
      request
        ..userbuf = contents.kind == c.contentsUserbuf ? _inputs.next : nullptr
        ..userbufLen = _inputs.putBytes(contents.userbuf)
        ..roomName = contents.kind == c.contentsRoomName ? _inputs.next : nullptr
        ..roomNameLen = _inputs.putText(contents.roomName, bad: c.statusBadRoom);
      // A userbuf is in base64 twice.
      if (contents.userbuf.length > _tokenSize ~/ 4) return _signTo(_tokenSize + contents.userbuf.length * 2);
      // Without a report, which has 2 KB: only a failure asks for it.
      final status = _sign(_handle, _request, _token, _tokenSize, _length, nullptr);
      return status == c.statusOk ? String.fromCharCodes(_tokenBytes, 0, _length.value) : _signTo(_tokenSize);
    });
  }

  /// Signs into a buffer of this size, or a larger one if it is too small; or throws why nothing can be signed.
  String _signTo(int capacity) {
    final buffer = _Block(capacity);
    try {
      final status = native.signerSign(_handle, _request, buffer.at(0), capacity, _length, _newReport());
      if (status == c.statusOk) return String.fromCharCodes(buffer.bytes, 0, _length.value);
      if (status != c.statusBufferTooSmall) throw EngineFailure(_read(status));
    } finally {
      buffer.free();
    }
    // The next second can make the token longer.
    return _signTo(_length.value + 64);
  }

  void close() {
    if (_handle == nullptr) return;
    _finalizer.detach(this);
    native.signerFree(_handle);
    _handle = nullptr;
  }
}

/// Above this length, reading a token takes long.
const _shortToken = 4096;

final class VerifierHandle implements Finalizable {
  /// [key] is a [String] or bytes; of version 1.0 if [isPem].
  VerifierHandle(int sdkAppId, Object key, {required bool isPem})
      : _handle = _make(isPem ? native.verifierNewFromPublicKey : native.verifierNew, sdkAppId, key),
        _isPem = isPem {
    _finalizer.attach(this, _handle, detach: this, externalSize: _handleSize);
  }

  static final _finalizer = NativeFinalizer(native.verifierFreePointer);

  Pointer<Void> _handle;
  final bool _isPem;

  /// Calls the library with a token and what is expected of it, and maybe with a key.
  T _run<T>(String token, ExpectationData expected, Object? key, T Function(Pointer<Uint8> token, int length) call) {
    if (_handle == nullptr) throw StateError('the verifier is closed');
    final contents = expected.contents;
    final units = token.length + expected.userId.length + contents.roomName.length;
    return _inputs.run(units * 3 + contents.userbuf.length + (key == null ? 0 : _sizeOfKey(key)), () {
      final text = _inputs.next;
      final length = _inputs.putText(token);
      _expectation.ref
        ..size = sizeOf<native.UsersigExpectation>()
        ..flags = expected.now == null ? 0 : c.flagFixedTime
        ..userid = _inputs.next
        ..useridLen = _inputs.putText(expected.userId, bad: c.statusBadUserid)
        ..now = _u64(expected.now ?? 0, c.statusBadTime)
        ..leeway = _u64(expected.leeway, c.statusBadLeeway)
        // 0 means any to the library.
        ..maxValidity = expected.maxValidity == 0 ? throw _failure(c.statusBadValidity) : _u64(expected.maxValidity ?? 0, c.statusBadValidity)
        ..contents = contents.kind
        ..room = _u32(contents.room, c.statusBadRoom)
        ..privileges = _u32(contents.privileges, c.statusBadPrivileges)
        ..userbuf = contents.kind == c.contentsUserbuf ? _inputs.next : nullptr
        ..userbufLen = _inputs.putBytes(contents.userbuf)
        ..roomName = contents.kind == c.contentsRoomName ? _inputs.next : nullptr
        ..roomNameLen = _inputs.putText(contents.roomName, bad: c.statusBadRoom)
        ..reserved = 0;
      return call(text, length);
    });
  }

  /// Returns the report, with the token exactly if it is valid.
  (Report, TokenData?) verify(String token, ExpectationData expected) => _run(token, expected, null, _verify);

  (Report, TokenData?) _verify(Pointer<Uint8> token, int length) {
    final call = _isPem || length > _shortToken ? native.verifierVerify : native.verifierVerifyLeaf;
    final report = _checked(call(_handle, token, length, _expectation, _out.cast(), _newReport()));
    return (report, report.status == c.statusOk ? _taken() : null);
  }

  /// Returns what [verify] returns, and the notes. [secretKey] is a [String] or bytes.
  (Report, TokenData?, NotesData) diagnose(String token, ExpectationData expected, Object? secretKey) =>
      _run(token, expected, secretKey, (text, length) {
        final (report, valid) = _verify(text, length);
        final key = _inputs.next;
        final before = _inputs._used;
        try {
          final keyLength = secretKey == null ? 0 : _putKey(secretKey);
          final status =
              native.verifierDiagnose(_handle, text, length, _expectation, secretKey == null ? nullptr : key, keyLength, _out.cast(), _newReport());
          return (report, valid, _notes(status));
        } finally {
          _inputs.wipe(before);
        }
      });

  void close() {
    if (_handle == nullptr) return;
    _finalizer.detach(this);
    native.verifierFree(_handle);
    _handle = nullptr;
  }
}

/// Reads a token without verifying it; the report says what is wrong if there is none.
(Report, TokenData?) inspect(String token) => _inputs.run(token.length * 3, () {
      final text = _inputs.next;
      final length = _inputs.putText(token);
      final call = length > _shortToken ? native.inspectUnverified : native.inspectUnverifiedLeaf;
      final report = _checked(call(text, length, _out.cast(), _newReport()));
      return (report, report.status == c.statusOk ? _taken() : null);
    });

NotesData diagnose(String token, int now) => _inputs.run(token.length * 3, () {
      final text = _inputs.next;
      final length = _inputs.putText(token);
      return _notes(native.diagnoseUnverified(text, length, _u64(now, c.statusBadTime), _out.cast(), _newReport()));
    });

/// [key] is a [String] or bytes.
NotesData diagnoseKey(Object key) => _withKey(key, (text, length) => _notes(native.diagnoseKey(text, length, _out.cast(), _newReport())));

NotesData explain(String code) => _inputs.run(code.length * 3, () {
      final text = _inputs.next;
      final length = _inputs.putText(code);
      return _notes(native.explain(text, length, _out.cast(), _newReport()));
    });

/// Copies the token that the last call made, and frees it.
TokenData _taken() {
  final pointer = _out.value.cast<native.UsersigToken>();
  try {
    final token = pointer.ref;
    return (
      version: token.version,
      userId: _string(token.userid, token.useridLen),
      sdkAppId: token.sdkappid,
      sdkAppIdText: _string(token.sdkappidText, token.sdkappidTextLen),
      issuedAt: _seconds(token.issuedAt),
      validity: _seconds(token.expire),
      expiresAt: _seconds(token.expiresAt),
      isTimeApproximate: token.flags & c.tokenTimeApproximate != 0,
      warnings: token.warnings,
      userbuf: token.flags & c.tokenHasUserbuf == 0 ? null : _copy(token.userbuf, token.userbufLen),
      record: token.flags & c.tokenHasRecord == 0
          ? null
          : (
              account: _copy(token.recordAccount, token.recordAccountLen),
              sdkAppId: token.recordSdkappid,
              room: token.recordRoom,
              roomName: token.flags & c.tokenHasRoomName == 0 ? null : _string(token.recordRoomName, token.recordRoomNameLen),
              privileges: token.recordPrivileges,
              expiresAt: _seconds(token.recordExpiresAt),
            ),
    );
  } finally {
    native.tokenFree(pointer);
  }
}

/// Times of 64 bits without a sign, of which Dart's numbers have one.
int _seconds(int time) => time < 0 ? -1 >>> 1 : time;

/// Copies the notes that the last call made, and frees them; throws if it made none.
NotesData _notes(int status) {
  final pointer = _out.value.cast<native.UsersigNotes>();
  if (pointer == nullptr) throw EngineFailure(_read(status == c.statusNotUtf8 ? c.statusBadKey : status));
  try {
    final notes = pointer.ref;
    return (
      notes: [for (var index = 0; index < notes.count; index++) _note((notes.notes + index).value.ref)],
      unwrapped: notes.unwrapped == nullptr ? null : _string(notes.unwrapped, notes.unwrappedLen),
    );
  } finally {
    native.notesFree(pointer);
  }
}

NoteData _note(native.UsersigNote note) => (
      kind: note.kind,
      code: note.code,
      name: _text(note.name),
      detail: _text(note.detail),
      fix: _text(note.fix),
      detailChinese: _text(note.detailZh),
      fixChinese: _text(note.fixZh),
      layer: _text(note.layer),
      layerChinese: _text(note.layerZh),
      remark: _text(note.remark),
      remarkChinese: _text(note.remarkZh),
    );
