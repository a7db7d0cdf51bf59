// The live streaming examples: addresses with a token in them.
import 'generate_test_user_sig.dart';

String pushAddress(String stream, String? userId) {
  var user = userId;
  if (user == null || user.isEmpty) user = stream;
  var userSig = GenerateTestUserSig.genTestSig(user);
  return 'trtc://example.com/push/$stream?sdkappid=${GenerateTestUserSig.sdkAppId}&userid=$user&usersig=$userSig';
}

List<String> get settings => [
      GenerateTestUserSig.PUSH_DOMAIN,
      GenerateTestUserSig.PLAY_DOMAIN,
      GenerateTestUserSig.LIVE_URL_KEY,
      GenerateTestUserSig.LICENSEURL,
      GenerateTestUserSig.LICENSEURLKEY,
    ];
