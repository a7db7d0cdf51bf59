// The chat demos: an object for an application, the validity with each call. One has a user buffer.
import 'GenerateTestUserSig.dart';

String login(int appId, String appKey, String userId, [List<int>? userBuf]) {
  GenerateTestUserSig generator = GenerateTestUserSig(sdkappid: appId, key: appKey);
  if (userBuf == null) return generator.genSig(identifier: userId, expire: 99999);
  return generator.genSig(identifier: userId, expire: 86400, userBuf: userBuf);
}

int applicationOf(GenerateTestUserSig generator) => generator.key.isEmpty ? 0 : generator.sdkappid;
