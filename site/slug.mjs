// The anchor of a heading, as GitHub makes it: links into a file work in the repository and on the site.
export const slug = (heading) => heading.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replace(/ /g, '-');
