import 'dart:convert';
import 'dart:typed_data';

/// Decodes UTF-8 verbatim. Dart's decoder leaves out U+FEFF at the beginning, with which the UserID of another user would remain.
String decodeUtf8(Uint8List bytes, {bool allowMalformed = false}) {
  var at = 0;
  while (at + 2 < bytes.length && bytes[at] == 0xEF && bytes[at + 1] == 0xBB && bytes[at + 2] == 0xBF) {
    at += 3;
  }
  final rest = utf8.decode(Uint8List.sublistView(bytes, at), allowMalformed: allowMalformed);
  return at == 0 ? rest : '\uFEFF' * (at ~/ 3) + rest;
}
