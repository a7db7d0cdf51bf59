part of '../usersig.dart';

/// Signs UserSigs and PrivateMapKeys of one application. It belongs on a server: anyone who has the key can impersonate any user.
///
/// Make one and keep it. It is for one isolate. Its key is in native memory, and is wiped by [close], or when the signer is collected, or when its
/// isolate ends.
final class Signer {
  /// Makes a signer of version 2.0 tokens.
  ///
  /// [sdkAppId] is the application's SDKAppID, 1 to 4294967295; [secretKey] is the key as the console shows it, without white space around
  /// it. A string cannot be wiped: see [Signer.fromKeyBytes].
  ///
  /// Throws a [UserSigException] with [ErrorKind.sdkAppId] or [ErrorKind.key].
  Signer(int sdkAppId, String secretKey) : this._(sdkAppId, secretKey, isPem: false);

  /// Makes a signer of version 2.0 tokens with a key in UTF-8, which the caller can wipe afterwards. It is not changed here.
  ///
  /// Throws a [UserSigException] with [ErrorKind.sdkAppId] or [ErrorKind.key].
  Signer.fromKeyBytes(int sdkAppId, Uint8List secretKey) : this._(sdkAppId, secretKey, isPem: false);

  /// Makes a signer of version 1.0 tokens, for an application from before 19 July 2019 that still has a key pair.
  ///
  /// [pem] is the text of the private key's file: PKCS#8 or SEC1, on the curve P-256 or secp256k1.
  ///
  /// Throws a [UserSigException] with [ErrorKind.sdkAppId] or [ErrorKind.key]; with [ErrorKind.unsupported] on the web.
  Signer.fromPrivateKey(int sdkAppId, String pem) : this._(sdkAppId, pem, isPem: true);

  Signer._(this.sdkAppId, Object key, {required bool isPem}) : _handle = _run(() => engine.SignerHandle(sdkAppId, key, isPem: isPem));

  /// The application that it signs for.
  final int sdkAppId;

  final engine.SignerHandle _handle;

  /// Signs one token, and returns it.
  ///
  /// [userId] is the user the token is for: the one who has logged in, never a name from the request. [validity] is for how long the token is
  /// valid, from 1 second to 50 years; fractions of a second are rounded down. [issuedAt] is when it is issued: now, if left out. [contents]
  /// is what it carries: nothing, if left out.
  ///
  /// Throws a [UserSigException] for a field that cannot be used; nothing was signed then. Throws a [StateError] after [close].
  String sign(String userId, Duration validity, {DateTime? issuedAt, Contents? contents, UserIdRule userIdRule = UserIdRule.im}) => _run(
      () => _handle.sign(userId, _secondsOf(validity), issuedAt == null ? null : _unix(issuedAt), userIdRule._number, (contents ?? Contents.none)._data));

  /// Frees the signer and wipes its key. A second call does nothing.
  void close() => _handle.close();

  /// Returns what it signs for, and nothing of the key.
  @override
  String toString() => 'Signer(sdkAppId=$sdkAppId)';
}

/// Whole seconds, rounded down.
int _secondsOf(Duration time) => _floor(time.inMicroseconds);

/// Unix seconds, rounded down.
int _unix(DateTime time) => _floor(time.microsecondsSinceEpoch);

int _floor(int microseconds) => (microseconds - microseconds % Duration.microsecondsPerSecond) ~/ Duration.microsecondsPerSecond;
