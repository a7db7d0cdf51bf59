/// What an engine returns, as plain data: the interface makes its objects of it. There are two engines, for dart:ffi and for the web.
library;

import 'dart:typed_data';

/// What a call has to report; `status` alone says whether it succeeded.
typedef Report = ({int status, int findings, int warnings, int serviceCode, String detail, String hint});

typedef TokenData = ({
  int version,
  String userId,
  int sdkAppId,
  String sdkAppIdText,
  int issuedAt,
  int validity,
  int expiresAt,
  bool isTimeApproximate,
  int warnings,
  Uint8List? userbuf,
  RecordData? record,
});

typedef RecordData = ({Uint8List account, int sdkAppId, int room, String? roomName, int privileges, int expiresAt});

typedef NoteData = ({
  int kind,
  int code,
  String name,
  String detail,
  String fix,
  String detailChinese,
  String fixChinese,
  String layer,
  String layerChinese,
  String remark,
  String remarkChinese,
});

typedef NotesData = ({List<NoteData> notes, String? unwrapped});

/// What a token carries, or has to carry.
typedef ContentsData = ({int kind, Uint8List userbuf, int room, String roomName, int privileges});

typedef ExpectationData = ({String userId, int? now, int leeway, int? maxValidity, ContentsData contents});

/// Thrown by an engine for a call that failed for another reason than the token.
final class EngineFailure implements Exception {
  EngineFailure(this.report);

  final Report report;
}
