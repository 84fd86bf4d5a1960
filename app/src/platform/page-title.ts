/** A phone shows no title of a page. */
export function usePageTitle(_title: string): void {}
