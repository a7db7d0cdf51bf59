import 'dart:io';

import 'package:usersig/usersig.dart';

void main() {
  final key = Platform.environment['USERSIG_SECRET_KEY']!;
  final token = Signer(1400000000, key).sign('xiaojun', const Duration(days: 7));
  final verifier = Verifier(1400000000, key);
  String verdict(String user) => verifier.verify(token, Expectation(user)).isValid ? 'valid' : 'rejected';
  print('xiaojun: ${verdict('xiaojun')}, mallory: ${verdict('mallory')}');
}
