import { expect, test } from './test.ts'
import { claimFor, makeFixture, nextYear, shiftAt } from './fixture.ts'

const month = `/?view=month&date=${nextYear('06-01')}`
const startsAt = `${nextYear('06-08')}T06:00:00Z`

test('shows a panel on a double click, and does nothing else', async ({ page, app, signInAs }) => {
  const { worker, shifts } = await makeFixture(app.db, [{ name: 'Onyx Ward', startsAt, count: 30 }])
  await signInAs(worker)
  await page.goto(month)
  await expect(page.getByText('30 you can take')).toBeVisible()
  const panels = page.getByRole('dialog')
  const controls = [
    page.getByRole('button', { name: 'Filters' }),
    page.getByRole('button', { name: 'Keyboard shortcuts' }),
  ]
  for (const control of controls) {
    await control.dblclick()
    await expect(panels).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(panels).toHaveCount(0)
  }

  // The dialog's claim button appears at the place of this row.
  const row = page.getByRole('button', shiftAt('Onyx Ward')).nth(7)
  for (const y of [50, 30, 5]) {
    await row.dblclick({ position: { x: 200, y } })
    const dialog = page.getByRole('dialog', { name: 'Onyx Ward' })
    await expect(dialog.getByRole('button', { name: 'Claim this shift' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }

  // After closing, the second click hits the page below.
  await row.click()
  await panels.getByRole('button', { name: 'Close' }).dblclick()
  await expect(panels).toHaveCount(0)
  await expect(page).toHaveURL(month)
  await expect(page.getByText('30 you can take')).toBeVisible()

  // A click beside the panel closes it.
  await page.getByRole('button', { name: 'Filters' }).click()
  await expect(panels).toHaveCount(1)
  await page.mouse.click(100, 700)
  await expect(panels).toHaveCount(0)
  const { rows } = await app.db.execute(
    `select 1 from shift where worker_id is not null and id in (${shifts.map(({ id }) => id).join()})`,
  )
  expect(rows).toEqual([])
})

test.describe('on a touch screen', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('shows a panel on a double tap', async ({ page, app, signInAs }) => {
    const { worker } = await makeFixture(app.db, [{ name: 'Opal Ward', startsAt }])
    await signInAs(worker)
    await page.goto(month)
    const button = page.getByRole('button', { name: 'Filters' })
    const box = await button.boundingBox()
    const touchPoints = [{ x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 20 }]
    const browser = await page.context().newCDPSession(page)
    const start = Date.now() / 1_000
    // With explicit times, since the events may arrive later on a busy machine.
    for (const timestamp of [start, start + 0.15]) {
      await browser.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints, timestamp })
      await browser.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [], timestamp })
    }
    await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(1)
    await expect(page.getByRole('dialog')).toHaveCount(1)
  })
})

test('prints every shift of the agenda, and an open panel without the page behind it', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, shifts } = await makeFixture(app.db, [{ name: 'Pearl Ward', startsAt, count: 40 }])
  for (const n of [0, 34]) await claimFor(app.db, worker, shifts[n] ?? { id: 0 })
  await signInAs(worker)
  await page.addInitScript(() => {
    // Records the layout that the browser uses for printing.
    matchMedia('print').addEventListener('change', ({ matches }) => {
      if (!matches) return
      const panel = document.querySelector('dialog')
      const rows = [...(panel ?? document.querySelector('#agenda') ?? document.body).querySelectorAll('li')]
      const isCut = (row: Element) => row.getBoundingClientRect().height < 20 || !row.checkVisibility()
      document.documentElement.dataset.printed = JSON.stringify({
        rows: rows.length,
        cut: rows.filter(isCut).length,
        page: document.querySelector('main')?.checkVisibility(),
        last: rows.at(-1)?.textContent,
      })
    })
  })
  const print = async () => {
    const pdf = await page.pdf({ format: 'A4' })
    const printed = await page.evaluate(() => document.documentElement.dataset.printed ?? '{}')
    return { pages: pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0, ...JSON.parse(printed) }
  }
  await page.goto(month)
  await expect(page.getByRole('button', shiftAt('Pearl Ward'))).toHaveCount(40)
  const agenda = await print()
  expect(agenda).toMatchObject({ rows: 40, cut: 0, page: true })
  expect(agenda.last).toContain('Pearl Ward')

  await page.getByRole('button', shiftAt('Pearl Ward')).first().click()
  const documents = page.getByRole('dialog').getByRole('region', { name: 'Documents asked for' })
  await expect(documents.getByRole('listitem')).toHaveCount(1)
  expect(await print()).toMatchObject({ rows: 1, page: false, pages: 1 })
})
