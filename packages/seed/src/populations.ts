import { deterministicNames } from '@shifts/db'
import { sql, type SQL } from 'drizzle-orm'
import { professions } from '@shifts/db/schema'
import { randomBelow, type Stream, skewedBelow, shuffled } from './randomNumbers.ts'
import type { City } from './cities.ts'
import {
  documentNames,
  facilityKinds,
  facilityPlaces,
  facilityWords,
  firstNames,
  lastNames,
} from './names.ts'
import type { Preset } from './presets.ts'
import type { Session } from '@shifts/db/load'

/** Fills every table except shift. */
export async function insertPopulations(session: Session, preset: Preset): Promise<void> {
  await insertFacilities(session, preset)
  await insertDocuments(session, preset)
  await insertWorkers(session, preset)
  await insertDeterministicWorkers(session, preset)
  await setHomes(session, preset)
  await insertRequirements(session, preset)
  await insertHoldings(session, preset)
}

async function insertFacilities(session: Session, preset: Preset) {
  const { facilities } = preset
  const sites = sitesOf(preset)
  await session.execute(sql`
    insert into facility (id, name, time_zone, is_active, city, state, latitude, longitude)
    select
      f.id,
      concat_ws(', ', concat_ws(' ',
        (${sql.param(facilityWords)}::text[])[1 + f.rank % ${facilityWords.length}],
        (${sql.param(facilityPlaces)}::text[])[1 + f.rank % ${facilityPlaces.length}],
        (${sql.param(facilityKinds)}::text[])[1 + f.rank % ${facilityKinds.length}]
      ), s.city),
      s.zone,
      f.rank >= ${facilities.inactive},
      s.city,
      s.state,
      ${randomNear(sql`s.latitude`, 'facilityLatitude', sql`f.id`, 500)},
      ${randomNear(sql`s.longitude`, 'facilityLongitude', sql`f.id`, 600)}
    from ${shuffled('facilityPlace', facilities.count)} f
    join ${sites.rows} on s.number = 1 + ${randomBelow('facilityCity', sql`f.id`, sites.count)}`)
}

type Site = Partial<City> & { zone: string }

/** The cities in which facilities and homes are: rows s (city, state, latitude, longitude, zone, number), and their number. */
function sitesOf({ citiesByZone }: Preset): { rows: SQL; count: number } {
  const sites = Object.entries(citiesByZone).flatMap(([zone, cities]) =>
    cities.flatMap((city) => Array<Site>(city?.weight ?? 1).fill({ ...city, zone })),
  )
  const column = (values: (string | null)[]) => sql`${sql.param(values)}::text[]`
  const rows = sql`(
    select city, state, latitude::numeric, longitude::numeric, zone, number
    from unnest(
      ${column(sites.map(({ name = null }) => name))},
      ${column(sites.map(({ state = null }) => state))},
      ${column(sites.map(({ latitude = null }) => latitude))},
      ${column(sites.map(({ longitude = null }) => longitude))},
      ${column(sites.map(({ zone }) => zone))}
    ) with ordinality u (city, state, latitude, longitude, zone, number)
  ) s`
  return { rows, count: sites.length }
}

/** A random coordinate within `maxDistance` ten-thousandths of a degree. Computed with decimals, so that all machines get the same. */
const randomNear = (coordinate: SQL, stream: Stream, n: SQL, maxDistance: number) =>
  sql`(${coordinate} + (${randomBelow(stream, n, 2 * maxDistance + 1)} - ${maxDistance}::int) / 10000.0)::float8`

async function insertDocuments(session: Session, { documents }: Preset) {
  await session.execute(sql`
    insert into document (id, name, is_active)
    select d.id, (${sql.param(documentNames)}::text[])[d.id], d.rank >= ${documents.inactive}
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
      (${sql.param(professionMix)}::profession[])[1 + w.rank % ${professionMix.length}],
      w.rank >= ${workers.inactive}
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

/** Every worker lives in one of the cities or a few miles outside it. */
async function setHomes(session: Session, preset: Preset) {
  const sites = sitesOf(preset)
  await session.execute(sql`
    update worker w
    set
      home_latitude = ${randomNear(sql`s.latitude`, 'homeLatitude', sql`w.id`, 1_000)},
      home_longitude = ${randomNear(sql`s.longitude`, 'homeLongitude', sql`w.id`, 1_200)}
    from ${sites.rows}
    where s.number = 1 + ${randomBelow('homeCity', sql`w.id`, sites.count)} and s.latitude is not null`)
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
