part of '../usersig.dart';

/// Which UserIDs are accepted when signing. Control characters are rejected by every rule.
enum UserIdRule {
  /// What IM documents: 1 to 32 bytes of printable ASCII. The default.
  im(c.useridRuleIm),

  /// What TRTC recommends: 1 to 32 bytes of `a-z A-Z 0-9 _ -`. Accepted by every product.
  trtc(c.useridRuleTrtc),

  /// 1 to 1024 bytes of UTF-8: for IDs that were imported long ago.
  any(c.useridRuleAny);

  const UserIdRule(this._number);

  final int _number;
}

/// The things that a PrivateMapKey can allow in its room, as the service's bits.
///
/// Combine them with `|`: `Privileges.enterRoom | Privileges.sendAudio`.
extension type const Privileges(int bits) implements Object {
  /// Nothing.
  static const none = Privileges(0);

  /// Create the room.
  static const createRoom = Privileges(c.privilegeCreateRoom);

  /// Enter the room.
  static const enterRoom = Privileges(c.privilegeEnterRoom);

  /// Send audio.
  static const sendAudio = Privileges(c.privilegeSendAudio);

  /// Receive audio.
  static const receiveAudio = Privileges(c.privilegeReceiveAudio);

  /// Send video.
  static const sendVideo = Privileges(c.privilegeSendVideo);

  /// Receive video.
  static const receiveVideo = Privileges(c.privilegeReceiveVideo);

  /// Send the sub-stream (screen sharing).
  static const sendSubstream = Privileges(c.privilegeSendSubstream);

  /// Receive the sub-stream.
  static const receiveSubstream = Privileges(c.privilegeReceiveSubstream);

  /// What an audience needs: enter, receive audio and video.
  static const audience = Privileges(c.privilegeEnterRoom | c.privilegeReceiveAudio | c.privilegeReceiveVideo);

  /// All eight.
  static const all = Privileges(c.privilegeAll);

  /// Returns these and [other] ones.
  Privileges operator |(Privileges other) => Privileges(bits | other.bits);

  /// Whether all [other] ones are among these.
  bool contains(Privileges other) => bits & other.bits == other.bits;
}

/// A TRTC room: a number or a string, as the application uses them.
final class Room {
  /// A numeric room, 1 to 4294967294, which is checked when it is used.
  const Room.fromNumber(this.number) : name = null;

  /// A string room: 1 to 64 bytes of `a-z A-Z 0-9`, space and ``!#$%&()+-:;<=.>?@[]^_{}|~,``, which is checked when it is used.
  const Room.fromName(String this.name) : number = 0;

  /// The number of a numeric room; 0 for a string room.
  final int number;

  /// The name of a string room; null for a numeric room.
  final String? name;

  @override
  bool operator ==(Object other) => other is Room && other.number == number && other.name == name;

  @override
  int get hashCode => Object.hash(number, name);

  /// Returns the number or the name.
  @override
  String toString() => name ?? '$number';
}

/// What a token carries beside the user's name.
final class Contents {
  Contents._(this._data);

  /// Nothing: a plain UserSig.
  static final none = Contents._(_contents(c.contentsNone));

  /// Bytes of the application, 0 to 32768, which are copied. They are checked when they are used.
  Contents.userbuf(Uint8List bytes) : _data = _contents(c.contentsUserbuf, userbuf: Uint8List.fromList(bytes));

  /// The permission to use one TRTC room: the token is a PrivateMapKey. It is checked when it is used.
  Contents.privateMapKey(Room room, Privileges privileges)
      : _data = room.name == null
            ? _contents(c.contentsRoomNumber, room: room.number, privileges: privileges.bits)
            : _contents(c.contentsRoomName, roomName: room.name!, privileges: privileges.bits);

  final ContentsData _data;
}

final _noBytes = Uint8List(0);

ContentsData _contents(int kind, {Uint8List? userbuf, int room = 0, String roomName = '', int privileges = 0}) =>
    (kind: kind, userbuf: userbuf ?? _noBytes, room: room, roomName: roomName, privileges: privileges);

final _anything = _contents(c.contentsDefault);
