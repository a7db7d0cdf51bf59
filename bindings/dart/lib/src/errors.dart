part of '../usersig.dart';

/// Which input cannot be used, for programs that decide by it.
enum ErrorKind {
  /// A token cannot be read or is not valid: see [UserSigException.finding].
  token(0),

  /// The SDKAppID.
  sdkAppId(c.statusBadSdkappid),

  /// The UserID.
  userId(c.statusBadUserid),

  /// The validity, or the longest one that an [Expectation] accepts.
  validity(c.statusBadValidity),

  /// The userbuf.
  userbuf(c.statusBadUserbuf),

  /// The room number or the string room.
  room(c.statusBadRoom),

  /// The privileges.
  privileges(c.statusBadPrivileges),

  /// A key.
  key(c.statusBadKey),

  /// A PrivateMapKey would expire after its record's 32 bits end, in February 2106.
  privateMapKeyExpiry(c.statusBadExpiry),

  /// The leeway.
  leeway(c.statusBadLeeway),

  /// A time before 1970, which may be the system clock's.
  time(c.statusBadTime),

  /// What was asked for: the library for this platform leaves it out.
  unsupported(c.statusUnsupported),

  /// There is a bug in this library. Please report it; the process can continue.
  internal(c.statusPanic);

  const ErrorKind(this._status);

  final int _status;
}

/// The only exception of this library for inputs that cannot be used. No text of it contains a key or a token.
///
/// A token that a [Verifier] rejects is no exception: see [Verification]. A use after `close` is a [StateError].
final class UserSigException implements Exception {
  UserSigException._(Report report)
      : kind = ErrorKind.values.firstWhere((kind) => kind._status == report.status, orElse: () => ErrorKind.internal),
        message = report.detail,
        hint = report.hint,
        finding = null;

  UserSigException._ofToken(Finding this.finding)
      : kind = ErrorKind.token,
        message = finding.detail,
        hint = finding.hint;

  /// Which input it is.
  final ErrorKind kind;

  /// What was wrong and what was expected; the wording may change.
  final String message;

  /// What to do about it; may be empty.
  final String hint;

  /// What is wrong with the token if [kind] is [ErrorKind.token], otherwise null.
  final Finding? finding;

  /// The code with which the service rejects the same token, such as 70001; null if it is not about a token, or the service has none.
  int? get serviceCode => finding?.serviceCode;

  /// Returns the kind, the message and the hint.
  @override
  String toString() => 'UserSigException(${kind.name}): $message${hint.isEmpty ? '' : ' ($hint)'}';
}

/// Runs a call of the engine, whose failures become exceptions.
T _run<T>(T Function() call) {
  try {
    return call();
  } on EngineFailure catch (failure) {
    throw UserSigException._(failure.report);
  }
}
