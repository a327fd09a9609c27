/** The languages that the app offers, and what they call themselves. */
export const languageNames = { en: 'English', es: 'Español' } as const

export type OfferedLanguage = keyof typeof languageNames

export const offeredLanguages = ['en', 'es'] as const satisfies readonly OfferedLanguage[]

/** English in longer words and with accents. It shows texts that are cut off, or not in a catalogue. For tests only. */
export const pseudoLanguage = 'en-XA'

export type Language = OfferedLanguage | typeof pseudoLanguage

/** The language of the texts, and how dates, times and numbers are written. */
export interface Locale {
  language: Language
  /** A BCP 47 tag in this language, such as es-US. */
  tag: string
}
