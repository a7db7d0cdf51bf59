import 'package:flutter/material.dart';

import 'screen.dart';

// Whoever has an app can read the key inside it: these are for a debug build on your own device.
const _sdkAppId = int.fromEnvironment('USERSIG_SDKAPPID');
const _secretKey = bool.fromEnvironment('dart.vm.product') ? '' : String.fromEnvironment('USERSIG_SECRETKEY');

void main() => runApp(const MaterialApp(title: 'UserSig', home: UserSigPage()));

/// One screen: enter a UserID and get a UserSig; paste one and see why the service rejects it.
class UserSigPage extends StatefulWidget {
  const UserSigPage({super.key});

  @override
  State<UserSigPage> createState() => _UserSigPageState();
}

class _UserSigPageState extends State<UserSigPage> {
  final _screen = Screen(_sdkAppId, _secretKey);
  final _user = TextEditingController();
  final _token = TextEditingController();
  String _text = '';

  @override
  void dispose() {
    _user.dispose();
    _token.dispose();
    super.dispose();
  }

  void _generate() {
    final answer = _screen.generate(_user.text);
    _token.text = answer.token ?? '';
    setState(() => _text = answer.text);
  }

  void _explain() {
    final answer = _screen.explain(_token.text, _user.text);
    setState(() => _text = answer.text);
  }

  @override
  Widget build(BuildContext context) => Scaffold(
        appBar: AppBar(title: const Text('UserSig')),
        body: SafeArea(
          child: ListView(
            padding: const EdgeInsets.all(16),
            children: [
              TextField(controller: _user, autocorrect: false, decoration: const InputDecoration(labelText: 'UserID')),
              TextField(controller: _token, autocorrect: false, maxLines: 6, decoration: const InputDecoration(labelText: 'UserSig')),
              const SizedBox(height: 16),
              FilledButton(onPressed: _generate, child: const Text('Make a UserSig')),
              OutlinedButton(onPressed: _explain, child: const Text('Why is it rejected?')),
              const SizedBox(height: 16),
              Semantics(liveRegion: true, child: SelectableText(_text)),
            ],
          ),
        ),
      );
}
