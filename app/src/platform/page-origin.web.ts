/** What the address of a page begins with, for links that are given to others. */
export const pageOrigin = (): string => window.location.origin;
