import type { Page } from '@playwright/test'
import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  requireDocument,
} from '@shifts/testing/factories'
import { expectFits } from './fits.ts'
import { claimFor, makeFixture, nextYear } from './fixture.ts'
import { expect, expectAccessible, test } from './test.ts'

// Every page in a language whose words are 40 % longer: nothing is cut off, and every text comes from a catalogue.

/** Names, dates and signs that are no texts of a catalogue. */
const notTexts =
  /Open Shifts|English|Español|Sun(day)?|Mon(day)?|Tue(sday)?|Wed(nesday)?|Thu(rsday)?|Fri(day)?|Sat(urday)?|Jan(uary)?|Feb(ruary)?|Mar(ch)?|Apr(il)?|May|June?|July?|Aug(ust)?|Sep(tember)?|Oct(ober)?|Nov(ember)?|Dec(ember)?|AM|PM|[A-Z]{2,4}T|RN|CNA|LVN|min|mi|h/g

/** Texts without the accents of the pseudo-locale, which are therefore in no catalogue. Names of the data are in `bdi`. */
async function plainTexts(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (node.parentElement && !node.parentElement.closest('bdi, script, style, kbd'))
        found.push(node.nodeValue ?? '')
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]'))
      for (const name of ['aria-label', 'placeholder', 'title'])
        if (!element.querySelector('bdi')) found.push(element.getAttribute(name) ?? '')
    return found
  })
  return texts.filter((text) => {
    const words = text.replaceAll(notTexts, '')
    return /[a-z]{3}/i.test(words) && !/[áéíóúýçñ]/i.test(words)
  })
}

async function expectPseudo(page: Page, what: string): Promise<void> {
  await expectFits(page, what)
  expect(await plainTexts(page), what).toEqual([])
}

test.use({ viewport: { width: 390, height: 844 } })

test('every page has room for longer words, and no text outside the catalogues', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/status of 404/)
  const day = nextYear('06-08')
  const { worker, shifts } = await makeFixture(app.db, [
    { name: 'Oak House', startsAt: `${day}T13:00:00Z`, count: 3 },
    { name: 'Elm House', timeZone: 'America/Denver', startsAt: `${day}T20:00:00Z` },
    { name: 'Ash House', startsAt: `${day}T15:00:00Z` },
  ])
  await claimFor(app.db, worker, shifts[0] ?? { id: 0 })
  const card = await makeDocument(app.db, { name: 'CPR card' })
  await giveDocument(app.db, worker, await makeDocument(app.db, { name: 'TB test' }))
  const closed = await makeFacility(app.db, { name: 'Card House', timeZone: 'America/Chicago' })
  await requireDocument(app.db, closed, card)
  const locked = await makeShift(app.db, {
    facilityId: closed.id,
    startsAt: new Date(Date.now() + 48 * 3_600_000).toISOString(),
  })

  const main = page.getByRole('main')
  await page.context().addCookies([{ name: 'language', value: 'en-XA', url: app.url }])
  await page.goto('/sign-in')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-XA')
  await expectPseudo(page, 'sign-in')
  await page.getByRole('textbox').fill('987654321')
  await page.getByRole('textbox').press('Enter')
  await expect(main.getByRole('alert')).toBeVisible()
  await expectPseudo(page, 'sign-in with a problem')
  await signInAs(worker)

  const dialog = page.locator('dialog[open]')
  const close = async () => {
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  }
  for (const view of ['month', 'week', 'day', 'list']) {
    await page.goto(`/?view=${view}&date=${day}`)
    await expect(main.getByText('Oak House').filter({ visible: true }).first()).toBeVisible()
    await expectPseudo(page, view)
  }
  await page.goto(`/?view=month&date=${day}`)
  await expectAccessible(page)
  await main.locator('[aria-expanded=false]').click()
  await expectPseudo(page, 'the whole month')

  for (const [key, what] of [
    ['/', 'the filters'],
    ['?', 'the keys'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(dialog).toBeVisible()
    await expectPseudo(page, what)
    await expectAccessible(page)
    await close()
  }
  const account = page.locator('[popovertarget]')
  await account.click()
  await expectPseudo(page, 'the account')
  await page.locator('[popover] button[aria-haspopup]').click()
  await expect(dialog).toBeVisible()
  await expectPseudo(page, 'the home')
  await close()

  for (const name of ['Oak House', 'Elm House']) {
    await main
      .getByRole('button', { name: new RegExp(`^\\d.*${name}`) })
      .first()
      .click()
    await expect(dialog).toBeVisible()
    await expectPseudo(page, `the shift at ${name}`)
    await close()
  }

  for (const [path, what] of [
    [`/shifts/${shifts[1]?.id}`, 'the page of a shift'],
    [`/shifts/${locked.id}`, 'the page of a shift that needs a document'],
    ['/shifts/2147483647', 'the page of a shift that does not exist'],
    ['/documents', 'the documents'],
    ['/my-shifts', 'my shifts'],
    ['/offline', 'the page without a connection'],
    ['/?view=nothing', 'a broken link'],
    ['/?view=month&date=2150-06-01', 'an empty month'],
  ] as const) {
    await page.goto(path)
    await expect(main).toBeVisible()
    await expectPseudo(page, what)
  }
  await page.goto('/my-shifts')
  await main.locator('button[type=button]').first().click()
  await expect(dialog).toBeVisible()
  await dialog.locator('section button').first().click()
  await expect(dialog.getByRole('textbox')).toHaveValue(/\/feeds\//)
  await expectPseudo(page, 'the calendars')
  await close()

  await page.goto('/nowhere', { waitUntil: 'commit' })
  await expect(main).toBeVisible()
  await expectPseudo(page, 'an address without a page')
})
