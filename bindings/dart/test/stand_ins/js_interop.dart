/// What lib/src/engine_web.dart uses of dart:js_interop, which this virtual machine does not have: for the compiler alone. Nothing of it runs.
library;

import 'dart:typed_data';

extension type JSAny._(Object _value) implements Object {}

extension type JSObject._(Object _value) implements JSAny {
  external JSObject();
  external JSAny? operator [](String name);
  external void operator []=(String name, JSAny? value);
  external T callMethodVarArgs<T extends JSAny?>(JSAny name, [List<JSAny?>? arguments]);
}

extension type JSFunction._(Object _value) implements JSObject {
  external T callAsConstructorVarArgs<T>([List<JSAny?>? arguments]);
}

extension type JSArray<T extends JSAny?>._(Object _value) implements JSObject {
  external List<T> get toDart;
}

extension type JSString._(Object _value) implements JSAny {
  external String get toDart;
}

extension type JSNumber._(Object _value) implements JSAny {
  external double get toDartDouble;
}

extension type JSBoolean._(Object _value) implements JSAny {
  external bool get toDart;
}

extension type JSUint8Array._(Object _value) implements JSObject {
  external Uint8List get toDart;
}

external JSObject get globalContext;

extension OfString on String {
  external JSString get toJS;
}

extension OfInt on int {
  external JSNumber get toJS;
}

extension OfBytes on Uint8List {
  external JSUint8Array get toJS;
}

extension OfAny on JSAny? {
  external bool typeofEquals(String type);
}
