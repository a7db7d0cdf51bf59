// The steps of client.mjs.
import '../../../clients/dart/user_sig_source.dart';

Future<void> main(List<String> arguments) async {
  final url = Uri.parse(arguments[0]);
  final source = UserSigSource(url, () async => {'Authorization': 'Bearer session'});
  final all = await Future.wait(List.generate(10, (_) => source.get()));
  print('first ${all.map((token) => token.userSig).toSet().length}');
  final first = (await source.get()).userSig;
  print('again ${first == all[0].userSig}');
  await Future<void>.delayed(const Duration(seconds: 6));
  final second = (await source.get()).userSig;
  print('refreshed ${second != first}');
  print('other ${await source.rejected(70003, second)}');
  print('stale ${(await source.rejected(70001, first))?.userSig == second}');
  await Future<void>.delayed(const Duration(milliseconds: 1100));
  print('expired ${(await source.rejected(6206, second))?.userSig != second}');
  source.close();
  final stranger = UserSigSource(url, () async => {'Authorization': 'Bearer nobody'});
  print('stranger ${await stranger.get().then((_) => 'token', onError: (_) => 'error')}');
}
