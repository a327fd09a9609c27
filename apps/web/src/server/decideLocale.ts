import Negotiator from 'negotiator'
import {
  offeredLanguages,
  pseudoLanguage,
  type Language,
  type Locale,
  type OfferedLanguage,
} from '@/shared/i18n/locale.ts'

/** How a language is written for readers whose browser names no region. */
const usualTags = { en: 'en-US', es: 'es-US' } as const satisfies Record<OfferedLanguage, string>

interface Wishes {
  /** The language that the reader has chosen. */
  chosen: string | undefined
  /** The header Accept-Language. */
  accepted: string | undefined
  /** Whether the pseudo-locale may be chosen. */
  allowsPseudo: boolean
}

/**
 * The reader's language: the chosen one, else the one that the browser prefers, else English. Dates and numbers are written
 * as in the first region that the browser names for this language.
 */
export function decideLocale({ chosen, accepted, allowsPseudo }: Wishes): Locale {
  if (allowsPseudo && chosen === pseudoLanguage) return { language: pseudoLanguage, tag: pseudoLanguage }
  const negotiator = new Negotiator({ headers: { 'accept-language': accepted ?? '' } })
  const language =
    offeredLanguages.find((offered) => offered === chosen) ??
    offeredLanguages.find((offered) => offered === negotiator.language([...offeredLanguages])) ??
    'en'
  return { language, tag: regionalTag(negotiator.languages(), language) ?? usualTags[language] }
}

/** The first of the tags that has the language and a region, without what else it has: a browser may not know that. */
function regionalTag(tags: readonly string[], language: Language): string | undefined {
  for (const tag of tags) {
    const locale = parseTag(tag)
    if (locale?.language === language && locale.region) return `${language}-${locale.region}`
  }
  return undefined
}

function parseTag(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag)
  } catch {
    return undefined
  }
}

/** Node has named these differently over time, and TypeScript does not know them yet. */
interface WeekInfo {
  getWeekInfo?: () => { firstDay: number }
  weekInfo?: { firstDay: number }
}

/** The weekday with which weeks begin in a locale, from 1 for Monday to 7 for Sunday. */
export function firstDayOf(tag: string): number {
  const locale: Intl.Locale & WeekInfo = new Intl.Locale(tag === pseudoLanguage ? 'en-US' : tag)
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 7
}
