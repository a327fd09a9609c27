import type { Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import { claimFor, makeFixture, nextYear, shiftAt } from './fixture.ts'
import { hourOf, makeAssigned, sundayFrom } from './myShifts.ts'
import { expect, test } from './test.ts'

const formats = ['Letter', 'A4'] as const
const sunday = sundayFrom(nextYear('06-01'))
const longName = 'Heron Springs Skilled Nursing and Rehabilitation Center of Greater Evanston and Wilmette'

/** The printed pages of the page, as texts without spaces: names are broken into lines at any place. */
async function print(page: Page, format: (typeof formats)[number]): Promise<string[]> {
  const pdf = await page.pdf({ format })
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)))
  return text.map(withoutSpaces)
}

const withoutSpaces = (text: string) => text.replaceAll(/\s/g, '')
const timesIn = (pages: readonly string[], text: string) =>
  pages.join('').split(withoutSpaces(text)).length - 1

/** What is for the screen only. */
const controls = ['Sign out', 'My home', 'Find shifts', 'Give back', 'Show earlier shifts', 'Print', 'Today']

for (const format of formats)
  test(`prints all weeks of my shifts with their hours and rests on ${format}, none torn apart`, async ({
    page,
    app,
    signInAs,
  }) => {
    const { worker, facilities } = await makeFixture(app.db, [
      { name: longName, startsAt: hourOf(sunday, 0) },
    ])
    const [facility = { id: 0 }] = facilities
    const weeks = 12
    for (let week = 0; week < weeks; week++)
      for (const [from, to] of [
        [38, 50],
        [59, 71],
        [86, 98],
        [134, 146],
      ] as const)
        await makeAssigned(app.db, {
          worker,
          facility,
          from: hourOf(sunday, week * 168 + from),
          to: hourOf(sunday, week * 168 + to),
        })
    await page.emulateMedia({ colorScheme: 'dark' })
    await signInAs(worker)
    await page.goto('/my-shifts')
    await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(4 * weeks)
    const pages = await print(page, format)
    expect(pages.length).toBeGreaterThanOrEqual(3)
    expect(pages.length).toBeLessThanOrEqual(5)
    // Those of the weeks, and of the next shift.
    expect(timesIn(pages, longName)).toBe(4 * weeks + 1)
    expect(timesIn(pages, '8 h overtime')).toBe(weeks)
    expect(timesIn(pages, 'Short rest: 9 h')).toBe(weeks)
    expect(timesIn(pages, '15 h of rest')).toBe(weeks)
    for (const text of pages) expect(timesIn([text], longName) % 4).toBe(text === pages[0] ? 1 : 0)
    for (const control of controls) expect(timesIn(pages, control), control).toBe(0)
    await page.emulateMedia({ media: 'print' })
    const colours = await page
      .getByRole('main')
      .evaluate((main) => [
        getComputedStyle(document.documentElement).backgroundColor,
        getComputedStyle(main).color,
      ])
    expect(colours).toEqual(['rgb(255, 255, 255)', 'rgb(18, 32, 31)'])
  })

test('prints the calendar’s week, day, month and list whole, from the dark theme', async ({
  page,
  app,
  signInAs,
}) => {
  const day = sundayFrom(nextYear('06-06'))
  const { worker, shifts } = await makeFixture(app.db, [
    { name: longName, startsAt: hourOf(day, 38) },
    { name: 'Orchid Ward', startsAt: hourOf(day, 36), count: 12 },
    { name: 'Peony Ward', startsAt: hourOf(day, 60), count: 2 },
  ])
  await claimFor(app.db, worker, shifts[0] ?? { id: 0 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await signInAs(worker)
  const expectPrinted = async (view: string, expected: Record<string, number>, maxPages: number) => {
    await page.goto(`/?view=${view}&date=${hourOf(day, 24).slice(0, 10)}`)
    await expect(page.locator(`[data-view=${view}][aria-busy=false]`)).toBeVisible()
    await expect(page.getByRole('button', shiftAt('Orchid Ward')).first()).toBeVisible()
    for (const format of formats) {
      const pages = await print(page, format)
      expect(pages.length).toBeLessThanOrEqual(maxPages)
      for (const [text, times] of Object.entries(expected))
        expect(timesIn(pages, text), `${text} in the ${view} on ${format}`).toBe(times)
      for (const control of controls) expect(timesIn(pages, control), `${control} in ${view}`).toBe(0)
    }
  }
  // Of a part of the day, a week shows the first five, and says how many more there are.
  const ofWeek = {
    [longName]: 1,
    'Orchid Ward': 5,
    'Peony Ward': 2,
    'Day: 7 more shifts': 1,
    Monday: 1,
    Mon: 1,
  }
  await expectPrinted('week', ofWeek, 1)
  await expectPrinted('day', { [longName]: 1, 'Orchid Ward': 12, 'Peony Ward': 0 }, 1)
  await expectPrinted('month', { [longName]: 2, 'Orchid Ward': 12, 'Peony Ward': 2 }, 2)
  await expectPrinted('list', { [longName]: 1, 'Orchid Ward': 12, 'Peony Ward': 2 }, 1)
})
