import { use } from 'react'
import { loadScript } from '@/lib/loadScript.ts'
import {
  offeredLanguages,
  pseudoLanguage,
  type Language,
  type Locale,
  type OfferedLanguage,
} from './locale.ts'
import { createWordNumbers, type WordNumbers } from './wordNumbers.ts'

/** The texts of one part of the app in one language. */
export type Catalogue<T> = (numbers: WordNumbers) => T

type Loaders<T> = Record<OfferedLanguage, () => Promise<Catalogue<T>>>

const numbersByTag = new Map<string, WordNumbers>()

/** Creating Intl objects is slow, so that all catalogues share those of a locale. */
function numbersIn(tag: string): WordNumbers {
  const numbers = numbersByTag.get(tag) ?? createWordNumbers(tag)
  numbersByTag.set(tag, numbers)
  return numbers
}

async function loadLanguage<T>(loaders: Loaders<T>, language: Language): Promise<Catalogue<T>> {
  const catalogue = await loadScript(loaders[language === pseudoLanguage ? 'en' : language])
  if (language !== pseudoLanguage) return catalogue
  const { lengthen } = await loadScript(() => import('./pseudo.ts'))
  return (numbers) => lengthen(catalogue(numbers))
}

/** The language of the page that the server rendered. */
const pageLanguage = (): OfferedLanguage =>
  offeredLanguages.find((language) => document.documentElement.lang.startsWith(language)) ?? 'en'

/** The texts of one part of the app. Each language is a script of its own, so that a browser loads only one. */
export function createCatalogue<T extends object>(loaders: Loaders<T>) {
  // At once: React renders only when all scripts of the page are loaded.
  if (typeof document !== 'undefined') void loadLanguage(loaders, pageLanguage())
  const loading = new Map<string, Promise<T>>()

  /** Loads the texts in the language of a locale. */
  function load({ language, tag }: Locale): Promise<T> {
    const promise =
      loading.get(tag) ?? loadLanguage(loaders, language).then((catalogue) => catalogue(numbersIn(tag)))
    loading.set(tag, promise)
    return promise
  }

  return {
    load,
    /** For components: the texts in the language of a locale. Suspends until they are loaded. */
    read: (locale: Locale): T => use(load(locale)),
  }
}
