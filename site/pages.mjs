// Every page of the site, in the order of the menu: its path, its titles, and the file of the repository that it shows.
//
// A page without a source is written by hand, as site/en/PATH.md and site/zh/PATH.md. With a source, the English page is that file, and
// the Chinese one its .zh-CN.md; where the repository has no Chinese text, site/zh/PATH.md says in Chinese what is in the English one.

const page = (path, en, zh, source) => ({ path, title: { en, zh }, source });

export const GROUPS = [
    {
        title: { en: 'Start', zh: '入门' },
        pages: [
            page('guide/index', 'Your first token', '签发第一个票据'),
            page('guide/command-line', 'Command line', '命令行'),
            page('guide/page', 'The page', '网页工具', 'web/README.md'),
        ],
    },
    {
        title: { en: 'Servers', zh: '服务端' },
        pages: [
            page('guide/kotlin', 'Java and Kotlin', 'Java 与 Kotlin', 'bindings/kotlin/README.md'),
            page('guide/js', 'Node.js and JavaScript', 'Node.js 与 JavaScript', 'bindings/js/README.md'),
            page('guide/python', 'Python', 'Python', 'bindings/python/README.md'),
            page('guide/go', 'Go', 'Go', 'bindings/go/README.md'),
            page('guide/php', 'PHP', 'PHP', 'bindings/php/README.md'),
            page('guide/dotnet', 'C# and .NET', 'C# 与 .NET', 'bindings/dotnet/README.md'),
            page('guide/rust', 'Rust', 'Rust'),
            page('guide/cpp', 'C and C++', 'C 与 C++', 'bindings/cpp/README.md'),
            page('guide/server-demo', 'A server in one file', '一个文件的服务端', 'demos/server/README.md'),
        ],
    },
    {
        title: { en: 'Apps', zh: '客户端' },
        pages: [
            page('guide/android', 'Android', 'Android'),
            page('guide/swift', 'iOS and macOS: Swift', 'iOS 与 macOS：Swift', 'bindings/swift/README.md'),
            page('guide/objc', 'iOS and macOS: Objective-C', 'iOS 与 macOS：Objective-C', 'bindings/objc/README.md'),
            page('guide/apple-demos', 'Demos for Apple systems', 'Apple 平台的演示', 'demos/apple/README.md'),
            page('guide/dart', 'Flutter and Dart', 'Flutter 与 Dart', 'bindings/dart/README.md'),
            page('guide/flutter-demo', 'Flutter demo', 'Flutter 演示', 'demos/flutter/README.md'),
            page('guide/harmony', 'HarmonyOS', 'HarmonyOS', 'bindings/harmony/README.md'),
            page('guide/harmony-demo', 'HarmonyOS demo', 'HarmonyOS 演示', 'demos/harmony/README.md'),
            page('guide/web', 'Web page', '网页', 'demos/web/README.md'),
            page('guide/mini-program', 'Mini program', '小程序', 'demos/mini-program/README.md'),
            page('guide/unity', 'Unity', 'Unity'),
            page('guide/windows', 'Windows', 'Windows', 'demos/windows/README.md'),
        ],
    },
    {
        title: { en: 'Replace old code', zh: '替换旧代码' },
        pages: [
            page('migrate/index', 'You have this file: do this', '手里是这个文件，就这样换'),
            page('migrate/cpp-demos', 'C++ demos', 'C++ 演示', 'bindings/cpp/testing/README.md'),
            page('migrate/cpp-server', 'C++ servers', 'C++ 服务端', 'bindings/cpp/server/README.md'),
            page('migrate/swift', 'Swift demos', 'Swift 演示', 'bindings/swift/drop-in/README.md'),
        ],
    },
    {
        title: { en: 'A rejected token', zh: '票据被拒绝' },
        pages: [
            page('codes/index', 'Error codes', '错误码'),
            page('codes/causes', 'Mistakes and how to fix them', '常见错误与修改办法'),
        ],
    },
    {
        title: { en: 'usersig serve', zh: 'usersig serve' },
        pages: [
            page('server/index', 'A server that signs', '签发服务器', 'serve/README.md'),
            page('server/production', 'Production', '上线', 'docs/SERVER-PRODUCTION.md'),
            page('server/reference', 'Settings and addresses', '配置与接口', 'docs/SERVER.md'),
            page('server/scaling', 'Scaling', '扩容', 'docs/SERVER-SCALING.md'),
            page('server/threats', 'Threats', '威胁', 'docs/SERVER-THREATS.md'),
            page('server/clients', 'Clients', '客户端代码', 'clients/README.md'),
        ],
    },
    {
        title: { en: 'Reference', zh: '参考' },
        pages: [
            page('api/index', 'API references', 'API 参考'),
            page('reference/format', 'The format', '格式', 'docs/FORMAT.md'),
            page('reference/platforms', 'What is tested where', '各平台的测试情况', 'docs/PLATFORMS.md'),
            page('reference/security', 'Security', '安全', 'SECURITY.md'),
            page('reference/benchmark', 'Benchmark', '性能测试'),
            page('reference/changes', 'Changes', '变更', 'CHANGELOG.md'),
            page('reference/contributing', 'Contributing', '参与开发', 'CONTRIBUTING.md'),
            page('reference/architecture', 'Architecture', '代码结构', 'docs/ARCHITECTURE.md'),
        ],
    },
];

// A file that a page shows among others: a link to it leads to that page.
const SHOWN = { 'README.md': 'index', 'demos/android/README.md': 'guide/android', 'docs/bench/README.md': 'reference/benchmark' };

export const PAGES = [page('index', 'usersig', 'usersig'), ...GROUPS.flatMap(({ pages }) => pages)];
export const PAGE_OF = new Map([...Object.entries(SHOWN), ...PAGES.filter(({ source }) => source).map(({ source, path }) => [source, path])]);

// The address of a page, as a link of the site has it.
export const address = (language, path) => `${language === 'zh' ? '/zh' : ''}/${path.replace(/(^|\/)index$/, '$1')}`;
