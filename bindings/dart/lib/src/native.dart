// Written by bindings/dart/generate.py from include/usersig.h.

import 'dart:ffi';

import 'library.dart';

final class UsersigToken extends Struct {
  @Uint32()
  external int size;

  @Uint32()
  external int version;

  @Uint32()
  external int flags;

  @Uint32()
  external int warnings;

  @Uint64()
  external int issuedAt;

  @Uint64()
  external int expire;

  @Uint64()
  external int expiresAt;

  external Pointer<Uint8> userid;

  @Size()
  external int useridLen;

  external Pointer<Uint8> sdkappidText;

  @Size()
  external int sdkappidTextLen;

  external Pointer<Uint8> userbuf;

  @Size()
  external int userbufLen;

  @Uint32()
  external int sdkappid;

  @Uint32()
  external int recordSdkappid;

  @Uint32()
  external int recordRoom;

  @Uint32()
  external int recordPrivileges;

  @Uint64()
  external int recordExpiresAt;

  external Pointer<Uint8> recordAccount;

  @Size()
  external int recordAccountLen;

  external Pointer<Uint8> recordRoomName;

  @Size()
  external int recordRoomNameLen;
}

final class UsersigReport extends Struct {
  @Uint32()
  external int size;

  @Uint32()
  external int ok;

  @Uint32()
  external int findings;

  @Uint32()
  external int warnings;

  @Uint32()
  external int serviceCode;

  @Array(1536)
  external Array<Uint8> detail;

  @Array(512)
  external Array<Uint8> hint;
}

final class UsersigRequest extends Struct {
  @Uint32()
  external int size;

  @Uint32()
  external int flags;

  external Pointer<Uint8> userid;

  @Size()
  external int useridLen;

  @Uint64()
  external int validity;

  @Uint64()
  external int issuedAt;

  @Uint32()
  external int useridRule;

  @Uint32()
  external int contents;

  external Pointer<Uint8> userbuf;

  @Size()
  external int userbufLen;

  @Uint32()
  external int room;

  @Uint32()
  external int privileges;

  external Pointer<Uint8> roomName;

  @Size()
  external int roomNameLen;
}

final class UsersigExpectation extends Struct {
  @Uint32()
  external int size;

  @Uint32()
  external int flags;

  external Pointer<Uint8> userid;

  @Size()
  external int useridLen;

  @Uint64()
  external int now;

  @Uint64()
  external int leeway;

  @Uint64()
  external int maxValidity;

  @Uint32()
  external int contents;

  @Uint32()
  external int room;

  external Pointer<Uint8> userbuf;

  @Size()
  external int userbufLen;

  external Pointer<Uint8> roomName;

  @Size()
  external int roomNameLen;

  @Uint32()
  external int privileges;

  @Uint32()
  external int reserved;
}

final class UsersigNote extends Struct {
  @Uint32()
  external int size;

  @Uint32()
  external int kind;

  @Int64()
  external int code;

  external Pointer<Uint8> name;

  external Pointer<Uint8> detail;

  external Pointer<Uint8> fix;

  external Pointer<Uint8> detailZh;

  external Pointer<Uint8> fixZh;

  external Pointer<Uint8> layer;

  external Pointer<Uint8> layerZh;

  external Pointer<Uint8> remark;

  external Pointer<Uint8> remarkZh;
}

final class UsersigNotes extends Struct {
  @Uint32()
  external int size;

  @Uint32()
  external int count;

  external Pointer<Pointer<UsersigNote>> notes;

  external Pointer<Uint8> unwrapped;

  @Size()
  external int unwrappedLen;
}

final version = library.lookupFunction<Pointer<Uint8> Function(), Pointer<Uint8> Function()>('usersig_version');
final abiVersion = library.lookupFunction<Uint32 Function(), int Function()>('usersig_abi_version');
final statusName = library.lookupFunction<Pointer<Uint8> Function(Int32), Pointer<Uint8> Function(int)>('usersig_status_name');
final statusMessage = library.lookupFunction<Pointer<Uint8> Function(Int32, Uint32), Pointer<Uint8> Function(int, int)>('usersig_status_message');
final inspectUnverified = library.lookupFunction<Int32 Function(Pointer<Uint8>, Size, Pointer<Pointer<UsersigToken>>, Pointer<UsersigReport>), int Function(Pointer<Uint8>, int, Pointer<Pointer<UsersigToken>>, Pointer<UsersigReport>)>('usersig_inspect_unverified');
final inspectUnverifiedLeaf = library.lookupFunction<Int32 Function(Pointer<Uint8>, Size, Pointer<Pointer<UsersigToken>>, Pointer<UsersigReport>), int Function(Pointer<Uint8>, int, Pointer<Pointer<UsersigToken>>, Pointer<UsersigReport>)>('usersig_inspect_unverified', isLeaf: true);
final tokenFree = library.lookupFunction<Void Function(Pointer<UsersigToken>), void Function(Pointer<UsersigToken>)>('usersig_token_free');
final signerNew = library.lookupFunction<Int32 Function(Uint32, Pointer<Uint8>, Size, Pointer<Pointer<Void>>, Pointer<UsersigReport>), int Function(int, Pointer<Uint8>, int, Pointer<Pointer<Void>>, Pointer<UsersigReport>)>('usersig_signer_new');
final signerNewFromPrivateKey = library.lookupFunction<Int32 Function(Uint32, Pointer<Uint8>, Size, Pointer<Pointer<Void>>, Pointer<UsersigReport>), int Function(int, Pointer<Uint8>, int, Pointer<Pointer<Void>>, Pointer<UsersigReport>)>('usersig_signer_new_from_private_key');
final signerFree = library.lookupFunction<Void Function(Pointer<Void>), void Function(Pointer<Void>)>('usersig_signer_free');
final signerFreePointer = library.lookup<NativeFinalizerFunction>('usersig_signer_free');
final signerSign = library.lookupFunction<Int32 Function(Pointer<Void>, Pointer<UsersigRequest>, Pointer<Uint8>, Size, Pointer<Size>, Pointer<UsersigReport>), int Function(Pointer<Void>, Pointer<UsersigRequest>, Pointer<Uint8>, int, Pointer<Size>, Pointer<UsersigReport>)>('usersig_signer_sign');
final signerSignLeaf = library.lookupFunction<Int32 Function(Pointer<Void>, Pointer<UsersigRequest>, Pointer<Uint8>, Size, Pointer<Size>, Pointer<UsersigReport>), int Function(Pointer<Void>, Pointer<UsersigRequest>, Pointer<Uint8>, int, Pointer<Size>, Pointer<UsersigReport>)>('usersig_signer_sign', isLeaf: true);
final verifierNew = library.lookupFunction<Int32 Function(Uint32, Pointer<Uint8>, Size, Pointer<Pointer<Void>>, Pointer<UsersigReport>), int Function(int, Pointer<Uint8>, int, Pointer<Pointer<Void>>, Pointer<UsersigReport>)>('usersig_verifier_new');
final verifierNewFromPublicKey = library.lookupFunction<Int32 Function(Uint32, Pointer<Uint8>, Size, Pointer<Pointer<Void>>, Pointer<UsersigReport>), int Function(int, Pointer<Uint8>, int, Pointer<Pointer<Void>>, Pointer<UsersigReport>)>('usersig_verifier_new_from_public_key');
final verifierFree = library.lookupFunction<Void Function(Pointer<Void>), void Function(Pointer<Void>)>('usersig_verifier_free');
final verifierFreePointer = library.lookup<NativeFinalizerFunction>('usersig_verifier_free');
final verifierVerify = library.lookupFunction<Int32 Function(Pointer<Void>, Pointer<Uint8>, Size, Pointer<UsersigExpectation>, Pointer<Pointer<UsersigToken>>, Pointer<UsersigReport>), int Function(Pointer<Void>, Pointer<Uint8>, int, Pointer<UsersigExpectation>, Pointer<Pointer<UsersigToken>>, Pointer<UsersigReport>)>('usersig_verifier_verify');
final verifierVerifyLeaf = library.lookupFunction<Int32 Function(Pointer<Void>, Pointer<Uint8>, Size, Pointer<UsersigExpectation>, Pointer<Pointer<UsersigToken>>, Pointer<UsersigReport>), int Function(Pointer<Void>, Pointer<Uint8>, int, Pointer<UsersigExpectation>, Pointer<Pointer<UsersigToken>>, Pointer<UsersigReport>)>('usersig_verifier_verify', isLeaf: true);
final verifierDiagnose = library.lookupFunction<Int32 Function(Pointer<Void>, Pointer<Uint8>, Size, Pointer<UsersigExpectation>, Pointer<Uint8>, Size, Pointer<Pointer<UsersigNotes>>, Pointer<UsersigReport>), int Function(Pointer<Void>, Pointer<Uint8>, int, Pointer<UsersigExpectation>, Pointer<Uint8>, int, Pointer<Pointer<UsersigNotes>>, Pointer<UsersigReport>)>('usersig_verifier_diagnose');
final diagnoseUnverified = library.lookupFunction<Int32 Function(Pointer<Uint8>, Size, Uint64, Pointer<Pointer<UsersigNotes>>, Pointer<UsersigReport>), int Function(Pointer<Uint8>, int, int, Pointer<Pointer<UsersigNotes>>, Pointer<UsersigReport>)>('usersig_diagnose_unverified');
final diagnoseKey = library.lookupFunction<Int32 Function(Pointer<Uint8>, Size, Pointer<Pointer<UsersigNotes>>, Pointer<UsersigReport>), int Function(Pointer<Uint8>, int, Pointer<Pointer<UsersigNotes>>, Pointer<UsersigReport>)>('usersig_diagnose_key');
final explain = library.lookupFunction<Int32 Function(Pointer<Uint8>, Size, Pointer<Pointer<UsersigNotes>>, Pointer<UsersigReport>), int Function(Pointer<Uint8>, int, Pointer<Pointer<UsersigNotes>>, Pointer<UsersigReport>)>('usersig_explain');
final notesFree = library.lookupFunction<Void Function(Pointer<UsersigNotes>), void Function(Pointer<UsersigNotes>)>('usersig_notes_free');
