/** The cookies with what the reader has chosen, so that the server renders each page accordingly. */
export const preferenceCookies = { language: 'language', theme: 'theme' } as const

/** The address to which a form posts what the reader chooses. */
export const preferencesPath = '/preferences'

export const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]
