import { giveDocument, makeDocument, makeWorker, useTestDatabase } from '@shifts/testing'
import { expect, test } from 'vitest'
import { deterministicNames, findDemoWorkers } from '../src/index.ts'

const { db } = await useTestDatabase()

test('a demonstration has the first three active workers who hold every document, in a seeded database its own', async () => {
  const documents = [await makeDocument(db), await makeDocument(db)]
  const workers = []
  for (const isActive of [false, true, true, true, true]) {
    const worker = await makeWorker(db, { isActive })
    for (const document of documents) await giveDocument(db, worker, document)
    workers.push(worker)
  }
  const partly = await makeWorker(db)
  await giveDocument(db, partly, { id: documents[0]?.id ?? 0 })
  const ids = async () => (await findDemoWorkers(db)).map(({ id }) => id)
  expect(await ids()).toEqual(workers.slice(1, 4).map(({ id }) => id))

  const seeded = await makeWorker(db, { name: deterministicNames.RN, profession: 'RN' })
  expect(await ids()).toEqual([seeded.id])
})
