import 'package:usersig/usersig.dart';

/// What the screen does, without Flutter's widgets.
final class Screen {
  /// Makes a screen for an application, whose key is for tests only.
  Screen(this.sdkAppId, this.secretKey, [this._now = DateTime.now]);

  final int sdkAppId;
  final String secretKey;
  final DateTime Function() _now;

  /// Makes a UserSig for a user.
  Answer generate(String userId) => _answer(() {
        final signer = Signer(sdkAppId, secretKey);
        try {
          final token = signer.sign(userId, const Duration(days: 7), issuedAt: _now(), userIdRule: UserIdRule.any);
          return Answer(token, _describe(inspectUnverified(token)));
        } finally {
          signer.close();
        }
      });

  /// Describes the content of a token, and why the service would reject it for this user.
  Answer explain(String token, String userId) => _answer(() {
        // A token that was copied may have line breaks around it.
        final copied = token.trim();
        final verifier = Verifier(sdkAppId, secretKey);
        try {
          final diagnosis = verifier.diagnose(copied, Expectation(userId, now: _now()), secretKey: secretKey);
          final valid = diagnosis.verification!.token;
          if (valid != null) return Answer(copied, 'Valid for $userId.\n\n${_describe(valid)}');
          return Answer(null, 'Rejected.\n\n${diagnosis.notes.map(_note).join('\n\n')}');
        } finally {
          verifier.close();
        }
      });

  String _note(Note note) {
    // Only what the service reports too has a number.
    final name = note.code == null ? note.name : '${note.code} ${note.name}';
    return '$name: ${note.detail}.${note.fix.isEmpty ? '' : '\nWhat to do: ${note.fix}.'}';
  }

  String _describe(Token token) {
    final left = token.timeLeft(_now());
    return [
      'UserID: ${token.userId}',
      'SDKAppID: ${token.sdkAppIdText}',
      'Expires: ${token.expiresAt}',
      if (token.privateMapKey case final record?) 'Room: ${record.room}',
      for (final warning in token.warnings) 'Unusual: ${warning.name}',
      left == Duration.zero ? 'Expired' : 'Time left: ${left.inDays} d ${left.inHours % 24} h ${left.inMinutes % 60} min',
    ].join('\n');
  }

  Answer _answer(Answer Function() make) {
    try {
      return make();
    } on UserSigException catch (e) {
      return Answer(null, e.message);
    }
  }
}

/// A UserSig, or none, and a text about it.
final class Answer {
  const Answer(this.token, this.text);

  final String? token;
  final String text;
}
