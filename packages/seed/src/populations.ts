import { deterministicNames } from '@shifts/db'
import { sql } from 'drizzle-orm'
import { professions } from '@shifts/db/schema'
import { randomBelow, skewedBelow, shuffled } from './randomNumbers.ts'
import {
  documentNames,
  facilityKinds,
  facilityPlaces,
  facilityWords,
  firstNames,
  lastNames,
} from './names.ts'
import type { Preset } from './presets.ts'
import type { Session } from './session.ts'

/** Fills every table except shift. */
export async function insertPopulations(session: Session, preset: Preset): Promise<void> {
  await insertFacilities(session, preset)
  await insertDocuments(session, preset)
  await insertWorkers(session, preset)
  await insertDeterministicWorkers(session, preset)
  await insertRequirements(session, preset)
  await insertHoldings(session, preset)
}

async function insertFacilities(session: Session, { facilities, citiesByZone }: Preset) {
  const sites = Object.entries(citiesByZone).flatMap(([zone, cities]) =>
    cities.map((city) => ({ zone, city })),
  )
  await session.execute(sql`
    insert into facility (id, name, time_zone, is_active)
    select
      f.id,
      concat_ws(', ', concat_ws(' ',
        (${sql.param(facilityWords)}::text[])[1 + f.place % ${facilityWords.length}],
        (${sql.param(facilityPlaces)}::text[])[1 + f.place % ${facilityPlaces.length}],
        (${sql.param(facilityKinds)}::text[])[1 + f.place % ${facilityKinds.length}]
      ), s.city),
      s.zone,
      f.place >= ${facilities.inactive}
    from ${shuffled('facilityPlace', facilities.count)} f
    join unnest(
      ${sql.param(sites.map((site) => site.city))}::text[],
      ${sql.param(sites.map((site) => site.zone))}::text[]
    ) with ordinality s (city, zone, number)
      on s.number = 1 + ${randomBelow('facilityCity', sql`f.id`, sites.length)}`)
}

async function insertDocuments(session: Session, { documents }: Preset) {
  await session.execute(sql`
    insert into document (id, name, is_active)
    select d.id, (${sql.param(documentNames)}::text[])[d.id], d.place >= ${documents.inactive}
    from ${shuffled('documentPlace', documents.count)} d`)
}

async function insertWorkers(session: Session, { workers, professionMix }: Preset) {
  await session.execute(sql`
    insert into worker (id, name, profession, is_active)
    select
      w.id,
      concat_ws(' ',
        (${sql.param(firstNames)}::text[])[1 + ${randomBelow('workerFirstName', sql`w.id`, firstNames.length)}],
        (${sql.param(lastNames)}::text[])[1 + ${randomBelow('workerLastName', sql`w.id`, lastNames.length)}]
      ),
      (${sql.param(professionMix)}::profession[])[1 + w.place % ${professionMix.length}],
      w.place >= ${workers.inactive}
    from ${shuffled('workerPlace', workers.count)} w`)
}

async function insertDeterministicWorkers(session: Session, { workers }: Preset) {
  const names = professions.map((profession) => deterministicNames[profession])
  await session.execute(sql`
    insert into worker (id, name, profession)
    select ${workers.count}::int + w.number, w.name, w.profession
    from unnest(${sql.param(names)}::text[], ${sql.param(professions)}::profession[])
      with ordinality w (name, profession, number)`)
}

async function insertRequirements(session: Session, { facilities, documents, requirementDraws }: Preset) {
  await session.execute(sql`
    insert into facility_requirement (facility_id, document_id)
    select distinct
      1 + ${randomBelow('requirementFacility', sql`n`, facilities.count)},
      1 + ${skewedBelow('requirementDocument', sql`n`, documents.count)}
    from generate_series(1, ${requirementDraws}::int) n`)
}

async function insertHoldings(session: Session, { workers, documents, documentDraws }: Preset) {
  await session.execute(sql`
    insert into document_worker (worker_id, document_id)
    select distinct
      1 + ${skewedBelow('holdingWorker', sql`n`, workers.count)},
      1 + ${skewedBelow('holdingDocument', sql`n`, documents.count)}
    from generate_series(1, ${documentDraws}::int) n`)
  await session.execute(sql`
    insert into document_worker (worker_id, document_id)
    select w.id, d.id
    from worker w
    cross join document d
    where w.id > ${workers.count}`)
}
