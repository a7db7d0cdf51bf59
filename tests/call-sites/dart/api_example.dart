// The kits' API example: constants beside the class, and a named argument.
import 'GenerateTestUserSig.dart';

const application = {'sdkAppID': SDKAPPID, 'expireTime': EXPIRETIME};

String login(String userID) => SECRETKEY.isEmpty ? '' : GenerateTestUserSig.genTestUserSig(identifier: userID);
