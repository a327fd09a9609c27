import { expectFits } from './fits.ts'
import { expect, test } from './test.ts'
import { nextYear, makeFixture, shiftAt } from './fixture.ts'

const longWord = 'Pneumonoultramicroscopicsilicovolcanoconiosises'
const arabic = 'مستشفى الملك فهد 12 التخصصي'
const hebrew = 'בית חולים הדסה (3), ירושלים'
const day = nextYear('06-08')

for (const { what, viewport, text } of [
  { what: 'a window that is zoomed to 400 %', viewport: { width: 320, height: 256 }, text: '100%' },
  { what: 'a phone with text of double size', viewport: { width: 390, height: 844 }, text: '200%' },
  { what: 'a desktop with text of double size', viewport: { width: 1440, height: 900 }, text: '200%' },
]) {
  test.describe(`in ${what}`, () => {
    test.use({ viewport })

    test('has an intact layout with long words and right-to-left names', async ({ page, app, signInAs }) => {
      const { worker } = await makeFixture(app.db, [
        { name: `${longWord} Clinic`, startsAt: `${day}T14:00:00Z`, count: 12 },
        { name: arabic, startsAt: `${day}T13:00:00Z` },
        { name: hebrew, startsAt: `${day}T13:30:00Z` },
        { name: arabic, startsAt: `${nextYear('06-10')}T13:00:00Z` },
        { name: longWord, startsAt: `${nextYear('06-11')}T13:00:00Z`, count: 2 },
      ])
      await app.db.execute(`update worker set name = '${longWord} أحمد' where id = ${worker.id}`)
      await page.addInitScript((size) => {
        const apply = () => document.documentElement?.style.setProperty('font-size', size)
        document.addEventListener('DOMContentLoaded', apply)
      }, text)
      const panel = page.getByRole('dialog')
      const goTo = async (view: string, date = day) => {
        await page.goto(`/?view=${view}&date=${date}`)
        await expect(page.getByText(/\d+ you can take/)).toBeVisible()
      }
      const close = async () => {
        await page.keyboard.press('Escape')
        await expect(panel).toBeHidden()
      }

      await page.goto('/sign-in')
      await expectFits(page, 'sign-in')
      await signInAs(worker)
      for (const view of ['week', 'day', 'list', 'month']) {
        await goTo(view)
        await expectFits(page, view)
      }
      const showMonth = page.getByRole('button', { name: 'Show the month' })
      if (await showMonth.isVisible()) {
        await showMonth.click()
        await expect(page.getByRole('link', { name: /June 24/ })).toBeVisible()
        await expectFits(page, 'month of a narrow page')
      }

      await page.getByRole('button', { name: 'Filters' }).click()
      await expect(panel.getByRole('listitem')).toHaveCount(5)
      await expectFits(page, 'filter')
      await close()

      await goTo('list')
      await page.getByRole('button', shiftAt(arabic)).first().click()
      await expect(panel.getByRole('button', { name: 'Claim this shift' })).toBeVisible()
      await expectFits(page, 'dialog')
      await panel.getByRole('button', { name: 'Claim this shift' }).click()
      await expect(page.getByText('Yours:')).toBeVisible()
      await expectFits(page, 'message')
      await page.getByRole('button', { name: 'Dismiss' }).click()
      await page.getByRole('button', shiftAt('בית')).click()
      await expect(panel.getByText('you cannot take both')).toBeVisible()
      await expectFits(page, 'overlap')
      await close()

      await page.goto('/my-shifts')
      await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)
      await expectFits(page, 'my shifts')
      await page.getByRole('button', { name: /^Give back/ }).click()
      await expect(page.getByText('You have no shift ahead of you.')).toBeVisible()
      await expectFits(page, 'no shifts')
    })
  })
}
