// Keeps a UserSig that is valid, from your server (usersig-serve or one with the same interface). No key is here.
// For Android, iOS and desktops; a Web page uses the JavaScript one.
//
//   final source = UserSigSource(url, () async => {'Authorization': 'Bearer ${session.jwt}'});
//   await TencentImSDKPlugin.v2TIMManager.login(userID: userId, userSig: (await source.get()).userSig);
//   // in onUserSigExpired and where a call fails: null means that the code is not about an expired UserSig
//   final renewed = await source.rejected(code, userSig);
import 'dart:async';
import 'dart:convert';
import 'dart:io';
import 'dart:math';

/// A token. [refreshAt] and [endsAt] are by this device's clock, which may be wrong: the server's is in the header Date.
class UserSig {
  final String userSig, userId;
  final int sdkAppId;
  final DateTime refreshAt, endsAt;

  UserSig._(Map<String, dynamic> json, Duration offset, Duration jitter)
      : userSig = json['user_sig'], userId = json['user_id'], sdkAppId = json['sdk_app_id'],
        refreshAt = _moment(json['refresh_after']).add(offset + jitter), endsAt = _moment(json['expires_at']).add(offset);

  factory UserSig._parse(String body, DateTime? date) {
    final json = jsonDecode(body) as Map<String, dynamic>, spare = (json['expires_at'] - json['refresh_after']) as int;
    final offset = date == null ? Duration.zero : DateTime.now().difference(date);
    return UserSig._(json, offset, Duration(milliseconds: (spare * 500 * _random.nextDouble()).round()));
  }
}

final _random = Random();
DateTime _moment(int seconds) => DateTime.fromMillisecondsSinceEpoch(seconds * 1000);

class UserSigSource {
  final Uri url;
  final Future<Map<String, String>> Function() headers;
  UserSig? _token;
  Future<UserSig>? _pending;
  Timer? _timer;

  /// [headers] says who asks: what your server knows the user by. It is called for each attempt.
  UserSigSource(this.url, this.headers);

  /// Returns the token, fetched if there is none or it has expired. Throws when the server cannot be reached or rejects the user.
  Future<UserSig> get() async {
    final token = _token, now = DateTime.now();
    if (token == null || !now.isBefore(token.endsAt)) return _renew();
    // Until its end the old one is good, so nobody waits.
    if (!now.isBefore(token.refreshAt)) _renew().ignore();
    return token;
  }

  /// Returns a new token if the service's code says that this one has expired, otherwise null.
  Future<UserSig?> rejected(int code, String userSig) async {
    if (!const [70001, -70001, 6206].contains(code)) return null;
    // Another caller may have renewed it meanwhile.
    final token = _token;
    return token != null && token.userSig != userSig ? token : _renew();
  }

  /// Forgets the token: when the user logs out.
  void close() {
    _timer?.cancel();
    _token = _pending = null;
  }

  /// One request for all who wait.
  Future<UserSig> _renew() {
    if (_pending case final pending?) return pending;
    late final Future<UserSig> mine;
    mine = _fetch().then((token) {
      // Not for a user who has logged out meanwhile.
      if (!identical(_pending, mine)) return token;
      _timer?.cancel();
      _timer = Timer(token.refreshAt.difference(DateTime.now()), () => _renew().ignore());
      return _token = token;
    }).whenComplete(() => identical(_pending, mine) ? _pending = null : null);
    return _pending = mine;
  }

  Future<UserSig> _fetch() async {
    for (var attempt = 1;; attempt++) {
      final (status, body, replied) = await _ask().timeout(const Duration(seconds: 10)).catchError((_) => (0, '', null));
      if (status == 200) return UserSig._parse(body, replied?.date);
      final isFinal = status >= 400 && status < 500 && status != 408 && status != 429;
      if (isFinal || attempt == 6) throw HttpException('no UserSig: status $status', uri: url);
      // 1 s, 2 s, 4 s … with jitter, so that clients do not come back together; or what the server says.
      final backoff = (1000 << (attempt - 1)) * (0.5 + _random.nextDouble() / 2);
      final wait = (int.tryParse(replied?.value('retry-after') ?? '') ?? 0) * 1000;
      await Future<void>.delayed(Duration(milliseconds: wait > 0 ? wait : backoff.round()));
    }
  }

  Future<(int, String, HttpHeaders?)> _ask() async {
    final client = HttpClient();
    try {
      final request = await client.postUrl(url);
      ({'Content-Type': 'application/json', ...await headers()}).forEach(request.headers.set);
      final response = await (request..write('{}')).close();
      return (response.statusCode, await utf8.decodeStream(response), response.headers);
    } finally {
      client.close(force: true);
    }
  }
}
