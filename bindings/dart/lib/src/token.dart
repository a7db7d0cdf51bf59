part of '../usersig.dart';

/// The version of a token's format.
enum TokenVersion {
  /// 1.0, ECDSA-SHA256.
  v1(c.tokenV1),

  /// 2.0, HMAC-SHA256.
  v2(c.tokenV2),

  /// The oldest form: version 1.0 as bare JSON.
  v1Plain(c.tokenV1Plain);

  const TokenVersion(this._number);

  final int _number;
}

/// What is unusual in a token although the service accepts it. It never changes the verdict.
enum Warning {
  /// A number in the token is written as a JSON string.
  numberAsText(c.warningNumberAsText);

  const Warning(this._bit);

  final int _bit;

  static Set<Warning> _of(int bits) => Set.unmodifiable(values.where((warning) => bits & warning._bit != 0));
}

/// A token's content. Reading it proves nothing: only a [Verifier] knows whether it is genuine.
final class Token {
  Token._(TokenData data)
      : version = TokenVersion.values.firstWhere((version) => version._number == data.version),
        userId = data.userId,
        sdkAppId = data.sdkAppId == 0 ? null : data.sdkAppId,
        sdkAppIdText = data.sdkAppIdText,
        issuedAtSeconds = data.issuedAt,
        validitySeconds = data.validity,
        expiresAtSeconds = data.expiresAt,
        isTimeApproximate = data.isTimeApproximate,
        warnings = Warning._of(data.warnings),
        userbuf = data.userbuf?.asUnmodifiableView(),
        privateMapKey = data.record == null ? null : PrivateMapKey._(data.record!);

  /// The version of the format.
  final TokenVersion version;

  /// The UserID.
  final String userId;

  /// The SDKAppID, or null if the token's text is no such number.
  final int? sdkAppId;

  /// The SDKAppID in the token, verbatim.
  final String sdkAppIdText;

  /// When it was issued, in Unix seconds; at most 2^63 - 1, as the other times. On the web, times above 2^53 are rounded.
  final int issuedAtSeconds;

  /// For how many seconds it is valid.
  final int validitySeconds;

  /// The last second at which it is valid, in Unix seconds.
  final int expiresAtSeconds;

  /// Whether the issue time is a guess: the oldest form does not say its time zone.
  final bool isTimeApproximate;

  /// What is unusual in it although the service accepts it.
  final Set<Warning> warnings;

  /// The bytes that were signed with it, which cannot be changed; null if there are none.
  final Uint8List? userbuf;

  /// The userbuf read as a PrivateMapKey record, if it is one.
  final PrivateMapKey? privateMapKey;

  /// The last second at which it is valid, in UTC; later ones than a [DateTime] can be are its last one, in the year 275760.
  DateTime get expiresAt => DateTime.fromMillisecondsSinceEpoch(min(expiresAtSeconds, _lastSecond) * 1000, isUtc: true);

  /// Returns for how long it is still valid at [now], or at this moment: zero from its last second on; at most until the year 275760.
  Duration timeLeft([DateTime? now]) {
    // No token is valid before 1970; and without that the longest one would overflow.
    final at = max(_unix(now ?? DateTime.now()), 0);
    return Duration(seconds: max(min(expiresAtSeconds, _lastSecond) - at, 0));
  }

  /// Returns the fields on one line, without the userbuf.
  @override
  String toString() =>
      'Token(version=${version.name}, userId=$userId, sdkAppId=$sdkAppIdText, issuedAt=$issuedAtSeconds, expiresAt=$expiresAtSeconds)';
}

/// The last second of a [DateTime].
const _lastSecond = 8640000000000;

/// What a PrivateMapKey allows.
final class PrivateMapKey {
  PrivateMapKey._(RecordData data)
      : account = data.account.asUnmodifiableView(),
        sdkAppId = data.sdkAppId,
        room = data.roomName == null ? Room.fromNumber(data.room) : Room.fromName(data.roomName!),
        privileges = Privileges(data.privileges),
        expiresAtSeconds = data.expiresAt;

  /// The bytes of the UserID in the record, which some writers corrupt. They cannot be changed. On the web, bytes that are no UTF-8 have become
  /// those of U+FFFD.
  final Uint8List account;

  /// The SDKAppID in the record.
  final int sdkAppId;

  /// The room.
  final Room room;

  /// What the user may do, all 32 bits.
  final Privileges privileges;

  /// The last second at which the privileges are valid, in Unix seconds.
  final int expiresAtSeconds;

  /// The UserID in the record; bytes that are no UTF-8 are U+FFFD.
  String get accountText => decodeUtf8(account, allowMalformed: true);
}

/// Reads a token without verifying it. Anybody can write such a token: trust nothing in it.
///
/// A client uses it to know when to ask its server for a new one: see [Token.timeLeft]. [token] may be any text.
///
/// Throws a [UserSigException] with [ErrorKind.token] if it cannot be read.
Token inspectUnverified(String token) => _run(() {
      final (report, read) = engine.inspect(token);
      return Token._(read ?? (throw UserSigException._ofToken(Finding._(report))));
    });
