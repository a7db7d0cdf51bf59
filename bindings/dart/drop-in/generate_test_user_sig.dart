// Signs UserSigs inside a debug build, for trying out the SDKs. It replaces the file of the demos: give it the name that
// theirs has (generate_test_user_sig.dart, GenerateTestUserSig.dart, GenerateUserSig.dart), fill in the constants below,
// and leave every call as it is. It needs the package `usersig`.
//
// Whoever has an app can read the key inside it, and can log in as any user. So a release build contains no key and signs
// nothing: there, request the UserSig from your server. For a release build that is never distributed, build with
// --dart-define=USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE=true.
//
// ignore_for_file: constant_identifier_names, non_constant_identifier_names
import 'dart:typed_data';

import 'package:usersig/usersig.dart';

// Flutter's kReleaseMode, which programs without Flutter have too.
const bool _signs = !bool.fromEnvironment('dart.vm.product') ||
    bool.fromEnvironment('USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE');

/// The application: the number that the console shows for it.
const int SDKAPPID = 0;

/// The secret key of the application, as the console shows it: between the first quotes. The second are for a release
/// build, which contains none.
const String SECRETKEY = _signs ? '' : '';

/// For how long a UserSig is valid, in seconds: 7 days.
const int EXPIRETIME = 604800;

/// Signs for the application of the constants, or for another one.
///
/// Each function returns a UserSig for the user, issued now. If it cannot sign, it returns `''` and prints one line, without
/// a key. Any UserID is accepted, but no empty one and none with control characters.
class GenerateTestUserSig {
  /// The values that [genTestSig] and [genTestUserSig] sign with. They may be set.
  static int sdkAppId = SDKAPPID;
  static int expireTime = EXPIRETIME;
  static String secretKey = SECRETKEY;

  /// The same as [secretKey].
  static String get sdkSecretKey => secretKey;
  static set sdkSecretKey(String value) => secretKey = value;

  // What else the demos' files contain. Fill in what your app uses.
  static int appId = 0;
  static int bizId = 0;
  static String PUSH_DOMAIN = '';
  static String PLAY_DOMAIN = '';
  static String LIVE_URL_KEY = '';
  static String LICENSEURL = '';
  static String LICENSEURLKEY = '';

  /// Signs with the values above, or with these.
  static String genTestSig(String userId, [int? sdkAppId, String? secretKey]) =>
      _sign(userId, expireTime, sdkAppId ?? GenerateTestUserSig.sdkAppId, secretKey ?? GenerateTestUserSig.secretKey);

  /// Signs with the values above.
  static String genTestUserSig({required String identifier}) =>
      _sign(identifier, expireTime, sdkAppId, secretKey);

  final int sdkappid;
  final String key;

  /// Makes an object that signs for this application with [genSig].
  GenerateTestUserSig({required this.sdkappid, required this.key});

  /// Signs for [expire] seconds. [userBuf] becomes a part of the token, as in the servers' classes.
  String genSig({required String identifier, required int expire, List<int>? userBuf}) =>
      _sign(identifier, expire, sdkappid, key, userBuf);
}

/// Signs for an application that is given to it.
class GenerateDevUsersigForTest {
  final int sdkappid;
  final String key;

  GenerateDevUsersigForTest({required this.sdkappid, required this.key});

  /// Signs for a user and a number of seconds, each by one of its two names. If either is missing, it returns `''`.
  String genSig({String? identifier, String? userID, int? expire, int? expireTime, List<int>? userBuf}) =>
      _sign(userID ?? identifier ?? '', expireTime ?? expire ?? 0, sdkappid, key, userBuf);
}

String _sign(String userId, int seconds, int sdkAppId, String secretKey, [List<int>? userBuf]) {
  if (!_signs) return _nothing('this is a release build, which signs nothing; request the UserSig from your server');
  if (sdkAppId == 0) return _nothing('the SDKAppID is not set');
  if (secretKey.isEmpty) return _nothing('the secret key is not set');
  // Uint8List would keep the lowest eight bits of such a number.
  if (userBuf != null && userBuf.any((byte) => byte < 0 || byte > 255)) return _nothing('the userBuf has a number that is no byte');
  try {
    final signer = Signer(sdkAppId, secretKey);
    try {
      // A Duration counts microseconds, and would overflow.
      final validity = Duration(seconds: seconds.clamp(-_tooLong, _tooLong));
      final contents = userBuf == null ? null : Contents.userbuf(Uint8List.fromList(userBuf));
      return signer.sign(userId, validity, contents: contents, userIdRule: UserIdRule.any);
    } finally {
      signer.close();
    }
  } on UserSigException catch (e) {
    return _nothing(e.message);
  }
}

/// A number of seconds that is longer than any validity.
const int _tooLong = 9999999999;

String _nothing(String why) {
  print('GenerateTestUserSig returns an empty string: $why');
  return '';
}
