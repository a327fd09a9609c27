import { setDefaultFilter, type Database } from '@shifts/db'
import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  requireDocument,
} from '@shifts/testing/factories'
import { expectFits } from './fits.ts'
import { makeFixture, shiftAt } from './fixture.ts'
import { expect, expectAccessible, holdRequests, test, waitForScripts } from './test.ts'

const hourMs = 3_600_000
const inHours = (hours: number) => new Date(Date.now() + hours * hourMs).toISOString()

const saveFilter = (db: Database<'primary'>, worker: { id: number }, facilityIds: number[]) =>
  setDefaultFilter(db, { workerId: worker.id, filter: { facilityIds } })

/**
 * A worker who may work at one facility. Others require one document more, "CPR card" or "TB test", or both. The shifts start in
 * the next days. The worker's filter has only these facilities: it lacks the documents of every other test.
 */
async function setUp(db: Database<'primary'>) {
  const { worker, facilities } = await makeFixture(db, [{ name: 'Open House', startsAt: inHours(30) }])
  const [open = { id: 0 }] = facilities
  const { rows } = await db.execute(
    `select required_document_ids[1] as id from facility where id = ${open.id}`,
  )
  const badge = { id: Number(rows[0]?.['id']) }
  const documents = {
    card: await makeDocument(db, { name: `CPR card ${worker.id}` }),
    tbTest: await makeDocument(db, { name: `TB test ${worker.id}` }),
  }
  const facilityWith = async (name: string, required: { id: number }[], shifts: number) => {
    const facility = await makeFacility(db, { name, timeZone: 'America/Chicago' })
    for (const document of [badge, ...required]) await requireDocument(db, facility, document)
    facilityIds.push(facility.id)
    const made = []
    for (let n = 0; n < shifts; n++)
      made.push(
        await makeShift(db, {
          facilityId: facility.id,
          startsAt: inHours(48 + 24 * n),
          endsAt: inHours(56 + 24 * n),
        }),
      )
    return made
  }
  const { card, tbTest } = documents
  const facilityIds = [open.id]
  const [missed = { id: 0 }] = await facilityWith('Card House', [card], 3)
  await facilityWith('Test House', [tbTest], 1)
  await facilityWith('Both House', [card, tbTest], 2)
  await saveFilter(db, worker, facilityIds)
  return { worker, missed, facilityIds, ...documents }
}

test('ranks the missing documents by what they would open, and what is worth more together', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, card, tbTest } = await setUp(app.db)
  await signInAs(worker)
  await page.goto('/')
  await page.getByRole('link', { name: 'Documents' }).click()
  await expect(page).toHaveURL('/documents')
  await expect(page).toHaveTitle('Documents · Open Shifts')
  await expect(page.getByRole('region', { name: /You hold/ })).toContainText(`Badge ${worker.id}`)
  const opens = page.getByRole('region', { name: 'What would open the most' })
  await expect(opens.getByRole('link')).toHaveText([
    new RegExp(`^${card.name}\\s*3 more shifts\\s*at 1 facility$`),
    new RegExp(`^${tbTest.name}\\s*1 more shift\\s*at 1 facility$`),
    new RegExp(`^${card.name} \\+ ${tbTest.name}\\s*6 more shifts\\s*at 3 facilities$`),
  ])
})

test('leads from a missed shift to its document and to the preview, by keyboard', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, missed, card } = await setUp(app.db)
  await signInAs(worker)
  await page.goto(`/shifts/${missed.id}`)
  const asked = page.getByRole('region', { name: 'Documents asked for' })
  await expect(asked).toContainText(`${card.name}missing`)
  await expect(asked).toContainText('opens 3 more shifts')
  await expect(page.getByRole('main').getByRole('alert')).toContainText(card.name)
  await expect(page.getByRole('button', { name: 'Claim this shift' })).toBeHidden()

  await asked.getByRole('link', { name: 'All documents' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/documents')
  const first = page.getByRole('link', { name: new RegExp(`^${card.name} 3 more shifts`) })
  await first.focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`with=${card.id}`))
  await expect(page.getByRole('note')).toContainText(`${card.name} would open 3 more shifts at 1 facility`)
  await expect(page.getByRole('button', shiftAt('Card House'))).toHaveCount(3)
  await expect(page.getByText('Not yours to take yet', { exact: true })).toHaveCount(3)
  for (const other of ['Open House', 'Test House', 'Both House'])
    await expect(page.getByRole('button', shiftAt(other))).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Claim/ })).toHaveCount(0)

  await waitForScripts(page)
  for (let step = 0; step < 2; step++) await page.keyboard.press(']')
  await expect(page.getByRole('note')).toContainText('No shift that they would open starts here.')
  await page.keyboard.press('t')
  await expect(page.getByRole('button', shiftAt('Card House'))).toHaveCount(3)

  await page.getByRole('button', { name: 'Back to what I can take' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await expect(page.getByRole('button', shiftAt('Open House'))).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Card House'))).toHaveCount(0)
})

test('shows on request what is one document away, with the document, and does not offer it', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, card, tbTest } = await setUp(app.db)
  await signInAs(worker)
  await page.goto('/')
  await expect(page.getByRole('button', shiftAt('Open House'))).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Card House'))).toHaveCount(0)
  await page.keyboard.press('6')
  await expect(page.getByRole('button', { name: 'One document away' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expect(page).toHaveURL(/away=true/)
  await expect(page.getByRole('button', shiftAt('Card House'))).toHaveCount(3)
  await expect(page.getByText(`Needs ${card.name}`)).toHaveCount(3)
  await expect(page.getByText(`Needs ${tbTest.name}`)).toHaveCount(1)
  await expect(page.getByRole('button', shiftAt('Both House'))).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Claim .* at Open House/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Claim .* at Card House/ })).toHaveCount(0)

  await page.getByRole('button', shiftAt('Card House')).first().click()
  const dialog = page.getByRole('dialog', { name: 'Card House' })
  await expect(dialog.getByRole('alert')).toContainText(card.name)
  await expect(dialog.getByRole('button', { name: 'Claim this shift' })).toBeHidden()
})

test('does not offer to claim a shift while it is not known why it is locked', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, facilityIds } = await setUp(app.db)
  await signInAs(worker)
  await page.goto(`/?view=list&away=true&facilities=${facilityIds.join()}`)
  const release = await holdRequests(page, /shift\.explain/)
  await page.getByRole('button', shiftAt('Card House')).first().click()
  const dialog = page.getByRole('dialog', { name: 'Card House' })
  await expect(dialog.getByRole('button', { name: 'Share' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Claim this shift' })).toBeHidden()
  release()
  await expect(dialog.getByRole('alert')).toBeVisible()
})

test('what can be taken stays if what is one document away cannot be loaded', async ({
  page,
  app,
  signInAs,
  context,
  allowConsole,
}) => {
  allowConsole(/ERR_INTERNET_DISCONNECTED/)
  const { worker } = await setUp(app.db)
  await signInAs(worker)
  await page.goto('/')
  await expect(page.getByRole('button', shiftAt('Open House'))).toBeVisible()
  await context.setOffline(true)
  await page.keyboard.press('6')
  await expect(page).toHaveURL(/away=true/)
  await expect(page.getByRole('button', shiftAt('Open House'))).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByRole('button', shiftAt('Card House'))).toHaveCount(3)
})

test('shows a preview in the list only', async ({ page, app, signInAs }) => {
  const { worker, card } = await setUp(app.db)
  await signInAs(worker)
  await page.goto(`/?view=day&with=${card.id}`)
  await expect(page.getByRole('group', { name: 'View' })).toBeVisible()
  await expect(page.getByRole('note')).toBeHidden()
})

test('a document added or removed in the database shows without a reload', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, card, facilityIds } = await setUp(app.db)
  await signInAs(worker)
  await page.goto('/documents')
  const held = page.getByRole('region', { name: /You hold/ })
  const opens = page.getByRole('link', { name: new RegExp(`^${card.name} 3 more shifts`) })
  await expect(opens).toBeVisible()
  await giveDocument(app.db, worker, card)
  await expect(held).toContainText(card.name)
  await expect(opens).toBeHidden()
  await app.db.execute(
    `delete from document_worker where worker_id = ${worker.id} and document_id = ${card.id}`,
  )
  await expect(opens).toBeVisible()
  await expect(held).not.toContainText(card.name)

  await page.goto(`/?view=list&away=true&facilities=${facilityIds.join()}`)
  await expect(page.getByText(`Needs ${card.name}`)).toHaveCount(3)
  await giveDocument(app.db, worker, card)
  await expect(page.getByRole('button', { name: /^Claim .* at Card House/ })).toHaveCount(3)
  await expect(page.getByText(`Needs ${card.name}`)).toHaveCount(0)
})

test('says that no document would open more shifts', async ({ page, app, signInAs }) => {
  const { worker, facilities } = await makeFixture(app.db, [{ name: 'Open House', startsAt: inHours(30) }])
  await saveFilter(
    app.db,
    worker,
    facilities.map(({ id }) => id),
  )
  await signInAs(worker)
  await page.goto('/documents')
  await expect(
    page.getByText('No document would open more shifts to you in the next 30 days under your filter.'),
  ).toBeVisible()
})

test('is accessible, wide and narrow', async ({ page, app, signInAs }) => {
  test.slow()
  const { worker, card, facilityIds } = await setUp(app.db)
  await signInAs(worker)
  for (const [path, text] of [
    ['/documents', `${card.name}`],
    [`/?view=list&with=${card.id}`, 'Not yours to take yet'],
    [`/?view=month&away=true&facilities=${facilityIds.join()}`, `Needs ${card.name}`],
  ] as const) {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 })
      await page.goto(path)
      await expect(page.getByText(text).first()).toBeVisible()
      await expectAccessible(page)
      await expectFits(page, path)
    }
  }
})
