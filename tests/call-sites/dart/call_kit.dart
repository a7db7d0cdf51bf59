// The call and live kits: the statics may be set before signing.
import 'generate_test_user_sig.dart';

String login(String userId) {
  String userSig = GenerateTestUserSig.genTestSig(userId);
  return userSig;
}

String loginAs(int sdkAppId, String secretKey, int expireTime, String userId) {
  GenerateTestUserSig.sdkAppId = sdkAppId;
  GenerateTestUserSig.secretKey = secretKey;
  GenerateTestUserSig.expireTime = expireTime;
  return login(userId);
}
