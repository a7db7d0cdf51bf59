// The site's settings. scripts/site puts this beside the assembled pages, in target/site-work.
import { defineConfig } from 'vitepress';
import { address, GROUPS } from '../pages.mjs';
import { OPTIONS, SEARCH_OPTIONS } from '../search.mjs';
import { slug } from '../slug.mjs';

const sidebar = (language) => GROUPS.map(({ title, pages }) => ({
    text: title[language],
    items: pages.map((page) => ({ text: page.title[language], link: address(language, page.path) })),
}));

const nav = (language, texts) => [
    { text: texts[0], link: address(language, 'guide/index'), activeMatch: '/guide/' },
    { text: texts[1], link: address(language, 'codes/index'), activeMatch: '/codes/' },
    { text: texts[2], link: address(language, 'migrate/index'), activeMatch: '/migrate/' },
    { text: texts[3], link: address(language, 'server/index'), activeMatch: '/server/' },
    { text: 'API', link: address(language, 'api/index'), activeMatch: '/api/' },
    { text: texts[4], link: '/page/', target: '_self' },
    { text: 'GitHub', link: 'https://github.com/usersig/usersig' },
];

const source = (text) => ({
    pattern: ({ frontmatter }) => `https://github.com/usersig/usersig/blob/main/${frontmatter.source}`,
    text,
});

export default defineConfig({
    base: process.env.SITE_BASE ?? '/',
    srcDir: 'src',
    outDir: '../site',
    cacheDir: '../cache/vitepress',
    title: 'usersig',
    // The page and the references are not pages of this program. site/tools/check.py looks for every one of them.
    ignoreDeadLinks: [/^\/(page|api)\//],
    head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${process.env.SITE_BASE ?? '/'}favicon.svg` }]],
    // The index of the search is that large, and is loaded when somebody searches.
    vite: { build: { chunkSizeWarningLimit: 4000 } },
    // The field of the codes' page stays in view above what a link leads to.
    scrollOffset: 150,
    markdown: { anchor: { slugify: slug } },
    locales: {
        root: {
            label: 'English',
            lang: 'en',
            description: 'Sign, verify and explain UserSig tokens: one core for every platform.',
            themeConfig: {
                nav: nav('en', ['Guide', 'Error codes', 'Replace a file', 'Server', 'Page']),
                sidebar: sidebar('en'),
                editLink: source('The source of this page'),
            },
        },
        zh: {
            label: '中文',
            lang: 'zh-CN',
            description: '签发、校验并解释 UserSig：所有平台共用一个核心。',
            themeConfig: {
                nav: nav('zh', ['指南', '错误码', '替换旧文件', '服务器', '网页工具']),
                sidebar: sidebar('zh'),
                editLink: source('本页的源文件'),
                outline: { label: '本页内容', level: [2, 3] },
                docFooter: { prev: '上一页', next: '下一页' },
                darkModeSwitchLabel: '外观',
                lightModeSwitchTitle: '切换到浅色',
                darkModeSwitchTitle: '切换到深色',
                sidebarMenuLabel: '目录',
                returnToTopLabel: '回到顶部',
                langMenuLabel: '切换语言',
                skipToContentLabel: '跳到正文',
                notFound: {
                    title: '没有这个页面',
                    quote: '地址可能有误，或者页面已经改名。',
                    linkLabel: '回到首页',
                    linkText: '回到首页',
                },
            },
        },
    },
    themeConfig: {
        outline: { level: [2, 3] },
        search: {
            provider: 'local',
            options: {
                miniSearch: { options: OPTIONS, searchOptions: SEARCH_OPTIONS },
                locales: {
                    zh: {
                        translations: {
                            button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
                            modal: {
                                displayDetails: '显示详情',
                                resetButtonTitle: '清除',
                                backButtonTitle: '关闭',
                                noResultsText: '没有结果：',
                                footer: { selectText: '打开', navigateText: '切换', closeText: '关闭' },
                            },
                        },
                    },
                },
            },
        },
    },
});
