part of '../usersig.dart';

/// What a [Verifier] demands of a token beside its signature.
///
/// It does not change, and can be used any number of times. Its fields are checked at each verification. A PrivateMapKey record that disagrees with its
/// own token is a finding, whatever is expected.
final class Expectation {
  /// Expects a token of a user.
  ///
  /// [userId] is the user who presents the token: 1 to 1024 bytes of UTF-8 without control characters. [now] is when it has to be valid: the
  /// system clock at each verification, if left out. [leeway] is for how long after its expiry it is accepted: 0, as in the service, to one
  /// day. [maxValidity] is the longest validity that is accepted, from 1 second to 50 years; any, if left out. [contents] is what it has to
  /// carry; anything, or nothing, if left out. Fractions of a second are rounded down.
  const Expectation(this.userId, {this.now, this.leeway = Duration.zero, this.maxValidity, this.contents});

  /// The user who presents the token.
  final String userId;

  /// When the token has to be valid; null for the system clock at each verification.
  final DateTime? now;

  /// For how long after its expiry a token is accepted.
  final Duration leeway;

  /// The longest validity that is accepted; null for any.
  final Duration? maxValidity;

  /// What the token has to carry; null for anything, or nothing.
  final Contents? contents;

  ExpectationData get _data => (
        userId: userId,
        now: now == null ? null : _unix(now!),
        leeway: _secondsOf(leeway),
        maxValidity: maxValidity == null ? null : _secondsOf(maxValidity!),
        contents: contents?._data ?? _anything,
      );
}

/// The result of a verification. Only [isValid] is the verdict.
final class Verification {
  Verification._(Report report, TokenData? token)
      : token = token == null ? null : Token._(token),
        finding = token == null ? Finding._(report) : null,
        findings = List.unmodifiable([
          for (var bit = 0; bit < 32; bit++)
            if (report.findings & 1 << bit != 0) FindingKind._of(bit + 1),
        ]),
        warnings = Warning._of(report.warnings);

  /// The token's content, to be trusted; null unless it is valid.
  final Token? token;

  /// The first thing that is wrong with the token; null exactly if it is valid.
  final Finding? finding;

  /// Everything that is wrong with the token, in the order of [FindingKind]; empty exactly if it is valid.
  final List<FindingKind> findings;

  /// What is unusual in the token although the service accepts it.
  final Set<Warning> warnings;

  /// Whether the token is genuine, valid at that time, and what the [Expectation] demands.
  bool get isValid => token != null;

  /// Returns the content of a valid token. Throws a [UserSigException] with [ErrorKind.token] for any other.
  Token tokenOrThrow() => token ?? (throw UserSigException._ofToken(finding!));

  /// Returns the verdict, and what is wrong.
  @override
  String toString() => finding?.toString() ?? 'valid';
}

/// Verifies tokens of one application with one key. The key decides which version is accepted, never the token.
///
/// Make one and keep it. It is for one isolate. Its key is in native memory, and is wiped by [close], or when the verifier is collected, or when
/// its isolate ends.
final class Verifier {
  /// Makes a verifier of version 2.0 tokens. The arguments and exceptions are those of [Signer.new].
  Verifier(int sdkAppId, String secretKey) : this._(sdkAppId, secretKey, isPem: false);

  /// Makes a verifier of version 2.0 tokens with a key in UTF-8, as [Signer.fromKeyBytes].
  Verifier.fromKeyBytes(int sdkAppId, Uint8List secretKey) : this._(sdkAppId, secretKey, isPem: false);

  /// Makes a verifier of version 1.0 tokens.
  ///
  /// [pem] is the text of the public key's file: SPKI, on the curve P-256 or secp256k1.
  ///
  /// Throws a [UserSigException] with [ErrorKind.sdkAppId] or [ErrorKind.key]; with [ErrorKind.unsupported] on the web.
  Verifier.fromPublicKey(int sdkAppId, String pem) : this._(sdkAppId, pem, isPem: true);

  Verifier._(this.sdkAppId, Object key, {required bool isPem}) : _handle = _run(() => engine.VerifierHandle(sdkAppId, key, isPem: isPem));

  /// The application whose tokens it verifies.
  final int sdkAppId;

  final engine.VerifierHandle _handle;

  /// Verifies a token, which may be any text, against what the caller expects.
  ///
  /// Throws a [UserSigException] for a field of the expectation that cannot be used, and a [StateError] after [close].
  Verification verify(String token, Expectation expectation) => _run(() {
        final (report, valid) = _handle.verify(token, expectation._data);
        return Verification._(report, valid);
      });

  /// Verifies a token, and names what is behind the verdict: the mistakes of the code that made the token, or on its way here.
  ///
  /// It is for a person, a support tool or the log of a few rejections: it costs up to twenty times as much as [verify]. [secretKey] is the
  /// key of this verifier, with which mistakes in its use are found too; they are left out without it.
  ///
  /// Throws a [UserSigException] for a field of the expectation that cannot be used, and with [ErrorKind.unsupported] where the library
  /// has no diagnosis: on iOS, and on the web unless the page has the module `usersig/diagnose`. Throws a [StateError] after [close].
  Diagnosis diagnose(String token, Expectation expectation, {String? secretKey}) => _run(() {
        final (report, valid, notes) = _handle.diagnose(token, expectation._data, secretKey);
        return Diagnosis._(notes, Verification._(report, valid));
      });

  /// Frees the verifier and wipes its key. A second call does nothing.
  void close() => _handle.close();

  /// Returns whose tokens it verifies, and nothing of the key.
  @override
  String toString() => 'Verifier(sdkAppId=$sdkAppId)';
}
