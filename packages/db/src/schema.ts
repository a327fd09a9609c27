import { sql, type AnyColumn, type SQL } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  customType,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core'
import { fromPostgresInstant } from './client/instant.ts'

export const professions = ['CNA', 'LVN', 'RN'] as const
export type Profession = (typeof professions)[number]

export const profession = pgEnum('profession', professions)

const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp with time zone',
  fromDriver: fromPostgresInstant,
})

const id = () => integer('id').primaryKey().generatedByDefaultAsIdentity()

/** Both coordinates, within their ranges, or neither. The ranges also exclude NaN. */
const isPlace = (latitude: AnyColumn, longitude: AnyColumn): SQL =>
  sql`(${latitude} is null) = (${longitude} is null) and ${latitude} between -90 and 90 and ${longitude} between -180 and 180`

export const worker = pgTable(
  'worker',
  {
    id: id(),
    name: text('name').notNull(),
    profession: profession('profession').notNull(),
    isActive: boolean('is_active').notNull().default(true),
    /** Degrees. Both are null where the home is unknown. */
    homeLatitude: doublePrecision('home_latitude'),
    homeLongitude: doublePrecision('home_longitude'),
  },
  (table) => [check('worker_home_is_a_place', isPlace(table.homeLatitude, table.homeLongitude))],
)

export const facility = pgTable(
  'facility',
  {
    id: id(),
    name: text('name').notNull(),
    /** A name that PostgreSQL knows: the trigger `facility_time_zone_is_known` refuses others. */
    timeZone: text('time_zone').notNull(),
    isActive: boolean('is_active').notNull().default(true),
    /** A copy of `facilityRequirement` that triggers keep up to date, because the rule reads it for each facility. */
    requiredDocumentIds: integer('required_document_ids').array().notNull().default([]),
    /** The place of the facility, null where unknown. The coordinates are in degrees; both are null or neither. */
    city: text('city'),
    state: text('state'),
    latitude: doublePrecision('latitude'),
    longitude: doublePrecision('longitude'),
  },
  (table) => [check('facility_is_at_a_place', isPlace(table.latitude, table.longitude))],
)

export const document = pgTable('document', {
  id: id(),
  name: text('name').notNull(),
  isActive: boolean('is_active').notNull().default(true),
})

export const facilityRequirement = pgTable(
  'facility_requirement',
  {
    facilityId: integer('facility_id')
      .notNull()
      .references(() => facility.id),
    documentId: integer('document_id')
      .notNull()
      .references(() => document.id),
  },
  (table) => [primaryKey({ columns: [table.facilityId, table.documentId] })],
)

export const documentWorker = pgTable(
  'document_worker',
  {
    workerId: integer('worker_id')
      .notNull()
      .references(() => worker.id),
    documentId: integer('document_id')
      .notNull()
      .references(() => document.id),
  },
  (table) => [primaryKey({ columns: [table.workerId, table.documentId] })],
)

/** The exclusion constraint on a worker's overlapping claims is in a migration, because drizzle cannot express it. */
export const shift = pgTable(
  'shift',
  {
    id: id(),
    facilityId: integer('facility_id')
      .notNull()
      .references(() => facility.id),
    profession: profession('profession').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    isDeleted: boolean('is_deleted').notNull().default(false),
    workerId: integer('worker_id').references(() => worker.id),
    claimedAt: instant('claimed_at'),
  },
  (table) => [
    check(
      'shift_lasts_up_to_a_day',
      sql`${table.endsAt} > ${table.startsAt} and ${table.endsAt} - ${table.startsAt} <= interval '24 hours'`,
    ),
    check('shift_claimed_by_a_worker', sql`${table.claimedAt} is null or ${table.workerId} is not null`),
    index('shift_of_worker_by_start')
      .on(table.workerId, table.startsAt, table.id)
      .where(sql`${table.workerId} is not null`),
  ],
)

/** The filter that a worker has saved as the default of its lists, in the form of the API's input. */
export const savedFilter = pgTable('saved_filter', {
  workerId: integer('worker_id')
    .primaryKey()
    .references(() => worker.id, { onDelete: 'cascade' }),
  filter: jsonb('filter').notNull(),
})

export const feedKinds = ['claimed', 'eligible'] as const
export type FeedKind = (typeof feedKinds)[number]

export const feedKind = pgEnum('feed_kind', feedKinds)

/** An address at which calendar programs read a worker's shifts. Who knows its secret may read it. */
export const calendarFeed = pgTable(
  'calendar_feed',
  {
    id: id(),
    workerId: integer('worker_id')
      .notNull()
      .references(() => worker.id, { onDelete: 'cascade' }),
    kind: feedKind('kind').notNull(),
    /** In the form of the API's input. Empty for claimed shifts. */
    filter: jsonb('filter').notNull(),
    /** SHA-256 of the secret, in hexadecimal digits. The secret itself is not stored. */
    secretHash: text('secret_hash').notNull().unique(),
    createdAt: instant('created_at')
      .notNull()
      .default(sql`now()`),
    revokedAt: instant('revoked_at'),
  },
  (table) => [index('calendar_feed_of_worker').on(table.workerId, table.id)],
)

export const claimAction = pgEnum('claim_action', ['claim', 'release'])

/** Every claim and release. A trigger refuses changes and deletions. No foreign keys, so that events outlive their rows. */
export const claimEvent = pgTable(
  'claim_event',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    shiftId: integer('shift_id').notNull(),
    workerId: integer('worker_id').notNull(),
    action: claimAction('action').notNull(),
    happenedAt: instant('happened_at')
      .notNull()
      .default(sql`now()`),
    /** Who made the request: the worker, or a service for it. */
    principal: text('principal').notNull(),
    requestId: text('request_id').notNull(),
  },
  (table) => [
    index('claim_event_of_shift').on(table.shiftId, table.workerId, table.id),
    index('claim_event_of_worker').on(table.workerId, table.shiftId),
  ],
)

/**
 * Every change of a claimed shift, releases included, for each worker that it concerns. A trigger writes it, so that calendar feeds
 * also report what was changed in SQL.
 */
export const claimedShiftChange = pgTable(
  'claimed_shift_change',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    shiftId: integer('shift_id').notNull(),
    workerId: integer('worker_id').notNull(),
    changedAt: instant('changed_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [index('claimed_shift_change_of_worker').on(table.workerId, table.shiftId)],
)

/** Sessions that were signed out before their tokens expired. A row is not needed after `expiresAt`, and is deleted then. */
export const revokedSession = pgTable('revoked_session', {
  id: text('id').primaryKey(),
  /** No token of the session is valid after this. */
  expiresAt: instant('expires_at').notNull(),
})

/** The worker as whom a person of an identity provider signs in. */
export const workerIdentity = pgTable(
  'worker_identity',
  {
    /** The provider's address, as its tokens name it. */
    issuer: text('issuer').notNull(),
    /** The person's id at the provider. */
    subject: text('subject').notNull(),
    workerId: integer('worker_id')
      .notNull()
      .references(() => worker.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.issuer, table.subject] }),
    index('worker_identity_of_worker').on(table.workerId),
  ],
)

/** What is needed to end a session together with the one at the identity provider. Deleted with the session. */
export const providerSession = pgTable(
  'provider_session',
  {
    /** The id of our session. */
    sessionId: text('session_id').primaryKey(),
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    /** The provider's id of its session, null if the provider does not tell it. */
    providerSessionId: text('provider_session_id'),
    /** Tells the provider which session to end. It gives access to nothing. */
    idToken: text('id_token').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    index('provider_session_of_person').on(table.issuer, table.subject),
    index('provider_session_by_expiry').on(table.expiresAt),
  ],
)
