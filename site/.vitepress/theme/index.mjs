// The default theme in the fonts of the reader's system: no font is loaded.
import DefaultTheme from 'vitepress/theme-without-fonts';
import CodeFilter from './CodeFilter.vue';
import './style.css';

export default {
    extends: DefaultTheme,
    enhanceApp({ app }) {
        app.component('CodeFilter', CodeFilter);
    },
};
