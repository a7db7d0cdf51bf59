// What the demo uses of ArkUI, as its documentation describes it: enough to compile the page, not to show it.
declare const Entry: ClassDecorator;
declare const Component: ClassDecorator;
declare const State: PropertyDecorator;

declare class CustomComponent {
  build(): void;
  aboutToDisappear?(): void;
}

declare enum CopyOptions {
  LocalDevice = 2,
}

declare class CommonMethod<T> {
  padding(value: number): T;
  onClick(event: () => void): T;
}
declare class CommonAttribute extends CommonMethod<CommonAttribute> {}
declare const CommonInstance: CommonAttribute;

interface ColumnOptions {
  space?: number;
}
interface ColumnInterface {
  (value?: ColumnOptions): ColumnAttribute;
}
declare class ColumnAttribute extends CommonMethod<ColumnAttribute> {}
declare const Column: ColumnInterface;

interface ScrollInterface {
  (): ScrollAttribute;
}
declare class ScrollAttribute extends CommonMethod<ScrollAttribute> {}
declare const Scroll: ScrollInterface;

interface TextInterface {
  (content?: string): TextAttribute;
}
declare class TextAttribute extends CommonMethod<TextAttribute> {
  copyOption(value: CopyOptions): TextAttribute;
}
declare const Text: TextInterface;

interface TextInputOptions {
  placeholder?: string;
  text?: string;
}
interface TextInputInterface {
  (value?: TextInputOptions): TextInputAttribute;
}
declare class TextInputAttribute extends CommonMethod<TextInputAttribute> {
  onChange(callback: (value: string) => void): TextInputAttribute;
}
declare const TextInput: TextInputInterface;

interface ButtonInterface {
  (label: string): ButtonAttribute;
}
declare class ButtonAttribute extends CommonMethod<ButtonAttribute> {}
declare const Button: ButtonInterface;
