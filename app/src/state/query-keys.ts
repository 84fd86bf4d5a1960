/** Names of what is kept of the server's answers, where more than one file has to know them. */
export const LECTURES_KEY = ['lectures'] as const;
/** Everything below it is asked for anew when a lecture has been worked through. */
export const MATERIALS_KEY = ['materials'] as const;
export const STUDY_KEY = ['study'] as const;
export const HOME_KEY = [...STUDY_KEY, 'home'] as const;
