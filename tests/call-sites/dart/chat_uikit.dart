// The chat UIKit and those who followed it: another class, with two pairs of names.
import 'GenerateUserSig.dart';

String login(int sdkAppID, String key, String userID) {
  final userSig = GenerateDevUsersigForTest(
    sdkappid: sdkAppID,
    key: key,
  ).genSig(
    userID: userID,
    expireTime: 604800,
  );
  return userSig;
}

String loginByIdentifier(int sdkAppID, String key, String userName) {
  GenerateDevUsersigForTest generator = GenerateDevUsersigForTest(sdkappid: sdkAppID, key: key);
  return generator.genSig(identifier: userName, expire: 999999);
}
