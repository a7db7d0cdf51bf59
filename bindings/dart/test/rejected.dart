/// What does not compile: each line that ends in `// error` has an error, and no other line has one.
library;

import 'package:usersig/usersig.dart';

void main() {
  final signer = Signer(1400000000, 'key');
  Signer('1400000000', 'key'); // error
  Signer(1400000000, null); // error
  signer.sign('a', 60); // error
  signer.sign('a', const Duration(days: 1), contents: Privileges.all); // error
  signer.sdkAppId = 1; // error
  Contents.privateMapKey(const Room.fromNumber(7), 255); // error
  Room.fromName(7); // error
  final token = inspectUnverified('token');
  token.privateMapKey.room; // error
  token.userId = 'b'; // error
  final String? name = Verifier(1400000000, 'key').verify('token', const Expectation('a')).finding.name; // error
  Verifier(1400000000, 'key').verify('token', 'a'); // error
  const Verification(); // error
  if (Verifier(1400000000, 'key').verify('token', const Expectation('a'))) print(name); // error
  explain(70001); // error
}
