part of '../usersig.dart';

/// What a [Finding] is, in the order in which findings are reported.
enum FindingKind {
  /// There is no token.
  empty(c.statusEmpty),

  /// The token cannot be read.
  malformed(c.statusMalformed),

  /// The token needs a key of the other version.
  wrongKeyKind(c.statusWrongKeyKind),

  /// The token is for another application.
  sdkAppIdMismatch(c.statusSdkappidMismatch),

  /// The token is for another user.
  userIdMismatch(c.statusUseridMismatch),

  /// The signature does not match.
  badSignature(c.statusBadSignature),

  /// The token has expired.
  expired(c.statusExpired),

  /// The token is valid for longer than the [Expectation] allows.
  validityTooLong(c.statusValidityTooLong),

  /// The userbuf is not the expected one.
  userbufMismatch(c.statusUserbufMismatch),

  /// The PrivateMapKey record disagrees with its token or with the [Expectation].
  recordMismatch(c.statusRecordMismatch),

  /// Something that only a newer library knows.
  unknown(-1);

  const FindingKind(this._status);

  final int _status;

  static FindingKind _of(int status) => values.firstWhere((kind) => kind._status == status, orElse: () => unknown);
}

/// One thing that is wrong with a token.
final class Finding {
  Finding._(Report report)
      : kind = FindingKind._of(report.status),
        name = engine.statusName(report.status),
        serviceCode = report.serviceCode == 0 ? null : report.serviceCode,
        detail = report.detail,
        hint = report.hint;

  /// What it is.
  final FindingKind kind;

  /// The stable name, the same in every language of this library, such as `userid_mismatch`.
  final String name;

  /// The code with which the service rejects the same token, such as 70001.
  ///
  /// It is null for what the service does not report: a mismatch with what only the [Expectation] demanded, or in a PrivateMapKey record.
  final int? serviceCode;

  /// What was wrong and what was expected. It may contain UserIDs, but no key and no token.
  final String detail;

  /// What to do about it; may be empty.
  final String hint;

  /// Returns the name, the service's code and the detail.
  @override
  String toString() => serviceCode == null ? '$name: $detail' : '$name ($serviceCode): $detail';
}

/// What a [Note] is about.
enum NoteKind {
  /// What is wrong with the token, as [Verifier.verify] reports it.
  finding(c.noteFinding),

  /// Why it is wrong: a mistake in the code that made the token, or a change to the token after that.
  cause(c.noteCause),

  /// Something unusual in a token that can be read, which is probably a mistake.
  warning(c.noteWarning),

  /// What a code of the service means.
  code(c.noteCode);

  const NoteKind(this._number);

  final int _number;
}

/// One note, in English and Chinese. A text that does not apply is empty. No text contains a key.
final class Note {
  Note._(NoteData data)
      : kind = NoteKind.values.firstWhere((kind) => kind._number == data.kind),
        code = data.code == 0 ? null : data.code,
        name = data.name,
        detail = data.detail,
        fix = data.fix,
        detailChinese = data.detailChinese,
        fixChinese = data.fixChinese,
        layer = data.layer,
        layerChinese = data.layerChinese,
        remark = data.remark,
        remarkChinese = data.remarkChinese;

  /// What the note is about.
  final NoteKind kind;

  /// The service's code for a finding, or the code that is explained; null if there is none.
  final int? code;

  /// The stable name: `expired`, `gzip`, …. For a code, its names in headers, separated by commas.
  final String name;

  /// What was found, or what a code means.
  final String detail;

  /// What to change.
  final String fix;

  /// [detail] in Chinese.
  final String detailChinese;

  /// [fix] in Chinese.
  final String fixChinese;

  /// For a code: the part of the service that returns it.
  final String layer;

  /// [layer] in Chinese.
  final String layerChinese;

  /// For a code: where the documents of the service disagree.
  final String remark;

  /// [remark] in Chinese.
  final String remarkChinese;

  /// Returns the name and the detail.
  @override
  String toString() => '$name: $detail';
}

/// What is behind a verdict, or what can be said of a token without a key.
final class Diagnosis {
  Diagnosis._(NotesData data, [this.verification])
      : notes = _notes(data),
        unwrapped = data.unwrapped;

  /// What [Verifier.verify] returns; null if there was no key, and so no verdict.
  final Verification? verification;

  /// Findings, then causes from the outermost to the innermost, then warnings.
  final List<Note> notes;

  /// The token that is left when what was pasted around it is removed, or null.
  ///
  /// It is not verified: verify it to see what would still be wrong.
  final String? unwrapped;
}

List<Note> _notes(NotesData data) => List.unmodifiable(data.notes.map(Note._));

/// Names what is wrong with a token, or unusual in it, without a key: how it was pasted, encoded and built, and whether its times make sense.
///
/// There is no verdict; see [Verifier.diagnose] for one. [now] is this moment, if left out.
///
/// Throws a [UserSigException] with [ErrorKind.time] for a time before 1970; with [ErrorKind.unsupported] where the library has no diagnosis:
/// on iOS, and on the web unless the page has the module `usersig/diagnose`.
Diagnosis diagnoseUnverified(String token, {DateTime? now}) => _run(() => Diagnosis._(engine.diagnose(token, _unix(now ?? DateTime.now()))));

/// Names what a text seems to be if it does not look like a secret key: half of one, a placeholder, a line of a configuration, a private key.
///
/// A key with an unusual form may still be the right one. The list is empty if the text looks like a key; nothing of the text is in it.
///
/// Throws a [UserSigException] with [ErrorKind.key] if the text cannot be a key and no note says why; with [ErrorKind.unsupported] where the
/// library has no diagnosis, as [diagnoseUnverified].
List<Note> diagnoseKey(String text) => _run(() => _notes(engine.diagnoseKey(text)));

/// Returns what an error code of the service or of an SDK means, with one note for each part of the products that has the code.
///
/// [code] is a decimal number, such as `70001` or `-100018`, or a name, such as `ERR_USER_SIG_EXPIRED`, in upper or lower case. The list is
/// empty if this library does not know the code, which says nothing about the service.
///
/// Throws a [UserSigException] with [ErrorKind.unsupported] on the web unless the page has the module `usersig/diagnose`.
List<Note> explain(String code) => _run(() => _notes(engine.explain(code)));

/// The version of the library behind this package, as in `1.2.3`.
String get libraryVersion => engine.libraryVersion;
