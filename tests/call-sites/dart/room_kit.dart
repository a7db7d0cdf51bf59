// The room kits: the key is called sdkSecretKey.
import 'generate_test_user_sig.dart';

String join(String userId) {
  if (GenerateTestUserSig.sdkSecretKey.isEmpty) return '';
  return GenerateTestUserSig.genTestSig(userId);
}

String joinWith(String key, String userId) {
  GenerateTestUserSig.sdkSecretKey = key;
  return join(userId);
}
