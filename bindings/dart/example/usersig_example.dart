import 'package:usersig/usersig.dart';

/// What a client does with the UserSig that its server has sent, without a key; and why the service would reject it.
void main(List<String> arguments) {
  final userSig = arguments.isEmpty ? 'undefined' : arguments.first;
  try {
    final token = inspectUnverified(userSig);
    print('${token.userId} may log in to ${token.sdkAppIdText} for another ${token.timeLeft().inMinutes} minutes, if it is genuine');
  } on UserSigException catch (e) {
    print(e.message);
    for (final note in diagnoseUnverified(userSig).notes) {
      print('${note.name}: ${note.detail}. ${note.fix}.');
    }
  }
}
