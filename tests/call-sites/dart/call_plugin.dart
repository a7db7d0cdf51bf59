// The published call plugins: the application comes with the call.
import 'generate_test_user_sig.dart';

Future<String> debugLogin(int sdkAppId, String secretKey, String userId) async {
  final String userSig = GenerateTestUserSig.genTestSig(userId, sdkAppId, secretKey);
  return userSig;
}
