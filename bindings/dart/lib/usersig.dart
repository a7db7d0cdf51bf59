/// Signs, verifies and explains Tencent Cloud UserSig tokens.
///
/// A UserSig is the signed token with which one user logs in to one application of Tencent Cloud's chat (IM) and audio/video (TRTC), for a
/// limited time. The application's server signs it: anyone who has the key can impersonate any user. A client only needs
/// [inspectUnverified], to know when to ask its server for a new one.
///
/// Every call is synchronous. An isolate makes its own [Signer] and [Verifier]: they cannot be sent to another one.
library;

import 'dart:math';
import 'dart:typed_data';

import 'src/constants.dart' as c;
import 'src/data.dart';
import 'src/engine_ffi.dart' if (dart.library.js_interop) 'src/engine_web.dart' as engine;
import 'src/utf8.dart';

part 'src/contents.dart';
part 'src/errors.dart';
part 'src/notes.dart';
part 'src/signer.dart';
part 'src/token.dart';
part 'src/verifier.dart';
