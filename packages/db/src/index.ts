export { listenForChanges, type Change, type ListenOptions } from './changes.ts'
export { connect, type Database, type DatabaseConnection } from './database.ts'
export { databaseEnv, directDatabaseUrl, EnvironmentError, ownerEnv, readEnv } from './env.ts'
export {
  ConflictError,
  isDatabaseUnavailable,
  isErrorNamed,
  isUnknownTimeZone,
  NotEligibleError,
  NotFoundError,
  type ConflictReason,
} from './errors.ts'
export { BehindPgBouncerError } from './pgBouncer.ts'
export type { ClaimedShift } from './queries/claimedShift.ts'
export * from './queries/claimShift.ts'
export * from './queries/countEligibleShiftsByDay.ts'
export type { EligibleShift } from './queries/eligibleShift.ts'
export * from './queries/explainEligibility.ts'
export * from './queries/listWatchScopes.ts'
export * from './queries/getWorker.ts'
export * from './queries/isReadOnly.ts'
export * from './queries/listClaimedShifts.ts'
export * from './queries/listEligibleFacilities.ts'
export * from './queries/listEligibleShifts.ts'
export * from './queries/listShiftStates.ts'
export * from './queries/listWorkersWhoMayWork.ts'
export * from './queries/listZoneDisagreements.ts'
export * from './queries/probeTables.ts'
export * from './queries/releaseShift.ts'
export * from './queries/revokedSessions.ts'
export * from './queries/streamEligibleShifts.ts'
export { isOwner } from './roles.ts'
export { professions, type Profession } from './schema.ts'
