/// What the screen does, and that the widgets over it compile.
library;

import 'package:usersig/usersig.dart';
import 'package:usersig_demo/main.dart' show UserSigPage;
import 'package:usersig_demo/screen.dart';

import 'check.dart';

Future<void> main() async {
  final screen = Screen(app, keyText, () => now);
  final made = screen.generate('xiaojun');
  await test('a UserSig is made', () {
    isTrue(newVerifier().verify(made.token!, Expectation('xiaojun', now: now)).isValid, 'valid');
    equal('UserID: xiaojun\nSDKAppID: 1400000000\nExpires: 2023-11-21 22:13:20.000Z\nTime left: 7 d 0 h 0 min', made.text);
  });
  await test('a user of another language', () => isTrue(screen.generate('小军').token != null, 'made'));
  await test('no UserID', () {
    final answer = screen.generate('');
    equal(null, answer.token);
    isTrue(answer.text.startsWith('the UserID is empty'), answer.text);
  });
  await test('no key', () => isTrue(Screen(app, '', () => now).generate('xiaojun').text.contains('key'), 'said'));
  await test('no SDKAppID', () => isTrue(Screen(0, keyText, () => now).generate('xiaojun').text.contains('SDKAppID'), 'said'));
  await test('a valid token, copied with a line break', () {
    final answer = screen.explain(' ${made.token!}\n', 'xiaojun');
    isTrue(answer.text.startsWith('Valid for xiaojun.'), answer.text);
    equal(made.token, answer.token);
  });
  await test('a token for another user', () {
    final answer = screen.explain(made.token!, 'xiaohong');
    equal(null, answer.token);
    isTrue(answer.text.startsWith('Rejected.\n\n70013 userid_mismatch: '), answer.text);
    isTrue(answer.text.contains('What to do: '), answer.text);
  });
  await test('an expired one', () {
    final later = Screen(app, keyText, () => now.add(const Duration(days: 8)));
    isTrue(later.explain(made.token!, 'xiaojun').text.contains('70001 expired'), 'named');
  });
  await test('the key in place of the token', () {
    final text = screen.explain(keyText, 'xiaojun').text;
    isTrue(text.startsWith('Rejected.'), text);
    hasNoKey(text);
  });
  await test('the page', () => isTrue(const UserSigPage().key == null, 'made'));
  finish();
}
