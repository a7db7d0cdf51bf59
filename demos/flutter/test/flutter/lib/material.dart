/// Declarations in place of Flutter's, as far as the demo uses them: with them its sources are type-checked where there is no Flutter. They
/// follow the documentation of Flutter 3.24.
library;

void runApp(Widget app) {}

class Key {}

abstract class BuildContext {}

abstract class Widget {
  const Widget({this.key});
  final Key? key;
}

abstract class StatelessWidget extends Widget {
  const StatelessWidget({super.key});
}

abstract class StatefulWidget extends Widget {
  const StatefulWidget({super.key});
  State createState();
}

abstract class State<T extends StatefulWidget> {
  void setState(void Function() change) => change();
  void dispose() {}
  Widget build(BuildContext context);
}

class TextEditingController {
  String text = '';
  void dispose() {}
}

class MaterialApp extends StatefulWidget {
  const MaterialApp({super.key, String title = '', Widget? home});
  @override
  State createState() => throw UnsupportedError('no Flutter');
}

class Scaffold extends StatelessWidget {
  const Scaffold({super.key, AppBar? appBar, Widget? body});
}

class AppBar extends StatelessWidget {
  AppBar({super.key, Widget? title});
}

class SafeArea extends StatelessWidget {
  const SafeArea({super.key, required Widget child});
}

class EdgeInsets {
  const EdgeInsets.all(double value);
}

class ListView extends StatelessWidget {
  ListView({super.key, EdgeInsets? padding, List<Widget> children = const []});
}

class InputDecoration {
  const InputDecoration({String? labelText});
}

class TextField extends StatelessWidget {
  const TextField({super.key, TextEditingController? controller, bool autocorrect = true, int? maxLines = 1, InputDecoration? decoration});
}

class SizedBox extends StatelessWidget {
  const SizedBox({super.key, double? height});
}

class Text extends StatelessWidget {
  const Text(String data, {super.key});
}

class FilledButton extends StatelessWidget {
  const FilledButton({super.key, required void Function()? onPressed, required Widget? child});
}

class OutlinedButton extends StatelessWidget {
  const OutlinedButton({super.key, required void Function()? onPressed, required Widget child});
}

class SelectableText extends StatelessWidget {
  const SelectableText(String data, {super.key});
}

class Semantics extends StatelessWidget {
  Semantics({super.key, Widget? child, bool? liveRegion});
}
