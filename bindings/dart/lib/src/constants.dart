// Written by bindings/dart/generate.py from include/usersig.h.

const versionMajor = 0;
const versionMinor = 1;
const versionPatch = 0;
const abiVersion = 0;
const findingEmpty = 1;
const findingMalformed = 2;
const findingWrongKeyKind = 4;
const findingSdkappidMismatch = 8;
const findingUseridMismatch = 16;
const findingBadSignature = 32;
const findingExpired = 64;
const findingValidityTooLong = 128;
const findingUserbufMismatch = 256;
const findingRecordMismatch = 512;
const warningNumberAsText = 1;
const validityClient = 604800;
const validityServer = 15552000;
const validityMax = 1576800000;
const leewayMax = 86400;
const useridMaxLen = 32;
const useridMaxLenAny = 1024;
const userbufMaxLen = 32768;
const roomMaxNameLen = 64;
const privilegeCreateRoom = 1;
const privilegeEnterRoom = 2;
const privilegeSendAudio = 4;
const privilegeReceiveAudio = 8;
const privilegeSendVideo = 16;
const privilegeReceiveVideo = 32;
const privilegeSendSubstream = 64;
const privilegeReceiveSubstream = 128;
const privilegeAll = 255;
const languageEnglish = 0;
const languageChinese = 1;
const detailSize = 1536;
const hintSize = 512;
const flagFixedTime = 1;
const useridRuleIm = 0;
const useridRuleTrtc = 1;
const useridRuleAny = 2;
const contentsDefault = 0;
const contentsNone = 1;
const contentsUserbuf = 2;
const contentsRoomNumber = 3;
const contentsRoomName = 4;
const tokenV2 = 2;
const tokenV1 = 1;
const tokenV1Plain = 10;
const tokenHasUserbuf = 1;
const tokenHasRecord = 2;
const tokenHasRoomName = 4;
const tokenTimeApproximate = 8;
const noteFinding = 1;
const noteCause = 2;
const noteWarning = 3;
const noteCode = 4;
const statusOk = 0;
const statusEmpty = 1;
const statusMalformed = 2;
const statusWrongKeyKind = 3;
const statusSdkappidMismatch = 4;
const statusUseridMismatch = 5;
const statusBadSignature = 6;
const statusExpired = 7;
const statusValidityTooLong = 8;
const statusUserbufMismatch = 9;
const statusRecordMismatch = 10;
const statusBadSdkappid = 100;
const statusBadUserid = 101;
const statusBadValidity = 102;
const statusBadUserbuf = 103;
const statusBadRoom = 104;
const statusBadPrivileges = 105;
const statusBadKey = 106;
const statusBadExpiry = 107;
const statusBadLeeway = 108;
const statusBadTime = 109;
const statusNullArgument = 200;
const statusBadLength = 201;
const statusNotUtf8 = 202;
const statusBufferTooSmall = 203;
const statusBadStruct = 204;
const statusBadStructSize = 205;
const statusUnsupported = 300;
const statusPanic = 301;

/// The stable names of the statuses.
const statusNames = {
  statusOk: 'ok',
  statusEmpty: 'empty',
  statusMalformed: 'malformed',
  statusWrongKeyKind: 'wrong_key_kind',
  statusSdkappidMismatch: 'sdkappid_mismatch',
  statusUseridMismatch: 'userid_mismatch',
  statusBadSignature: 'bad_signature',
  statusExpired: 'expired',
  statusValidityTooLong: 'validity_too_long',
  statusUserbufMismatch: 'userbuf_mismatch',
  statusRecordMismatch: 'record_mismatch',
  statusBadSdkappid: 'bad_sdkappid',
  statusBadUserid: 'bad_userid',
  statusBadValidity: 'bad_validity',
  statusBadUserbuf: 'bad_userbuf',
  statusBadRoom: 'bad_room',
  statusBadPrivileges: 'bad_privileges',
  statusBadKey: 'bad_key',
  statusBadExpiry: 'bad_expiry',
  statusBadLeeway: 'bad_leeway',
  statusBadTime: 'bad_time',
  statusNullArgument: 'null_argument',
  statusBadLength: 'bad_length',
  statusNotUtf8: 'not_utf8',
  statusBufferTooSmall: 'buffer_too_small',
  statusBadStruct: 'bad_struct',
  statusBadStructSize: 'bad_struct_size',
  statusUnsupported: 'unsupported',
  statusPanic: 'panic',
};
