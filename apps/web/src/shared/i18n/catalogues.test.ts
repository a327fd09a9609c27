import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lengthenText } from './pseudo.ts'
import { createWordNumbers } from './wordNumbers.ts'

const folder = import.meta.dirname
const source = join(folder, '../..')

/** The files of a language that hold texts. */
const namesIn = (language: string): string[] =>
  readdirSync(join(folder, language))
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((name) => name !== 'nouns')

/** A text by where it is in its catalogue: "shift.needs". */
type TextsByKey = Map<string, string>

/** The texts of a catalogue. Those with parameters are made with numbers, or with names where they need names. */
async function textsOf(language: 'english' | 'spanish', name: string): Promise<TextsByKey> {
  const exported: Record<string, unknown> = await import(`./${language}/${name}.ts`)
  const catalogue = exported[name]
  if (typeof catalogue !== 'function') throw new Error(`${language}/${name}.ts exports no ${name}.`)
  const texts: TextsByKey = new Map()
  collect(Reflect.apply(catalogue, undefined, [createWordNumbers('en-US')]), [], texts)
  return texts
}

/** The keys of the texts that say nothing. */
const emptyIn = (texts: TextsByKey): string[] =>
  [...texts].filter(([, text]) => text === '').map(([key]) => key)

const examples = [[2, 3, 4], [['CPR card', 'TB test']]]

function collect(value: unknown, path: string[], texts: TextsByKey): void {
  if (typeof value === 'string') texts.set(path.join('.'), value)
  else if (typeof value === 'function') collect(callWithExamples(value), path, texts)
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) collect(item, [...path, key], texts)
}

// oxlint-disable-next-line typescript/no-unsafe-function-type -- the parameters differ from text to text
function callWithExamples(text: Function): unknown {
  for (const example of examples) {
    try {
      return Reflect.apply(text, undefined, example)
    } catch {
      // It needs other parameters.
    }
  }
  throw new Error('No example fits the parameters of a text.')
}

/** Whether a text has words that differ between languages. Units and the keys of the keyboard do not. */
const hasWords = (text: string): boolean => /[a-z]{2}/i.test(text.replaceAll(/\b(h|mi|min)\b/g, ''))

test('every language has the same catalogues', () => {
  expect(namesIn('spanish')).toEqual(namesIn('english'))
})

describe.each(namesIn('english'))('the catalogue %s', (name) => {
  test('has the same texts in every language', async () => {
    const [english, spanish] = [await textsOf('english', name), await textsOf('spanish', name)]
    expect([...spanish.keys()]).toEqual([...english.keys()])
    expect(emptyIn(spanish)).toEqual(emptyIn(english))
  })

  test('is translated', async () => {
    const english = await textsOf('english', name)
    const spanish = [...(await textsOf('spanish', name))]
    expect(spanish.filter(([key, text]) => hasWords(text) && text === english.get(key))).toEqual([])
  })

  test('has no text that nothing shows', async () => {
    const keys = [...(await textsOf('english', name)).keys()]
    const readers = sources.filter(({ text }) => readsCatalogue(text, name))
    expect(readers).not.toEqual([])
    expect(keys.filter((key) => !readers.some(({ text }) => mayRead(text, name, key)))).toEqual([])
  })
})

/** Sections of which a text is read by a code or a state, so that its name is nowhere in the sources. */
const sectionsReadByCode = new Set([
  'account.themes',
  'app.calendar.next',
  'app.calendar.previous',
  'app.claims',
  'app.conflict',
  'app.connection',
  'app.failure.titles',
  'app.ineligibility',
  'app.otherOpenShifts',
  'app.partOfDay',
  'app.requiredDocuments',
  'app.shiftPage',
  'documents.heldStates',
  'documents.unlockStates',
  'feeds.states',
  'myShifts.historyStates',
  'myShifts.states',
  'shortcuts',
  'signIn.problem',
])
/** Texts of other sections that are read in this way. */
const textsReadByCode = new Set(['app.calendar.month', 'app.calendar.week', 'app.calendar.list'])

const sources = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts|i18n\/(english|spanish)\//.test(file))
  .map((file) => ({ file, text: readFileSync(join(source, file), 'utf8') }))

/** Whether a file imports the catalogue itself, or the module that loads it. */
function readsCatalogue(text: string, name: string): boolean {
  const loader = sources.find(
    ({ file, text: other }) => file.includes('i18n/') && other.includes(`english/${name}.ts`),
  )
  const loaderName = loader?.file.split('/').at(-1)
  return (
    text.includes(`/english/${name}.ts'`) ||
    (loaderName !== undefined && (text.includes(`i18n/${loaderName}'`) || text.includes(`'./${loaderName}'`)))
  )
}

/** Whether a file has the name of a text and of the sections that it is in. */
function mayRead(text: string, name: string, key: string): boolean {
  const path = key.split('.')
  const isReadByCode =
    textsReadByCode.has(`${name}.${key}`) ||
    sectionsReadByCode.has(name) ||
    path.some((_, at) => sectionsReadByCode.has([name, ...path.slice(0, at)].join('.')))
  // A list of texts is read as a whole.
  const names = (isReadByCode ? path.slice(0, -1) : path).filter((part) => !/^\d+$/.test(part))
  return names.every((part) => new RegExp(`\\b${part}\\b`).test(text))
}

describe('the pseudo-locale', () => {
  test.each([
    'Claim',
    'Yours',
    'Nothing you can take here.',
    'Somebody else took this shift a moment before you.',
    '×',
  ])('makes "%s" longer by 40 %% of its letters, with as many words', (text) => {
    const letters = text.replaceAll(/[^a-z]/gi, '').length
    expect(lengthenText(text)).toHaveLength(text.length + Math.ceil(letters * 0.4))
    expect(lengthenText(text).split(' ')).toHaveLength(text.split(' ').length)
  })
})
