// TRTC's API examples: the result may be awaited, and the application's values are read.
import 'generate_test_user_sig.dart';

class Params {
  int sdkAppId = 0;
  String userId = '';
  String userSig = '';
  var role;
}

Future<Params> startCall(String userId) async {
  var params = Params();
  params.sdkAppId = GenerateTestUserSig.sdkAppId;
  params.userId = userId;
  params.userSig = await GenerateTestUserSig.genTestSig(params.userId);
  return params;
}

Params enterRoom(userId) => Params()
  ..sdkAppId = GenerateTestUserSig.sdkAppId
  ..userId = userId
  ..userSig = GenerateTestUserSig.genTestSig(userId);

/// What the login page does before anything is signed.
bool get isConfigured => GenerateTestUserSig.sdkAppId != 0 && GenerateTestUserSig.secretKey != '';

/// For mixing streams.
Map<String, dynamic> get transcoding => {'appId': GenerateTestUserSig.appId, 'bizId': GenerateTestUserSig.bizId};
