export * from './changes/areVisible.ts'
export { ChangeFeedError, type Change, type ListenForChanges, type ListenOptions } from './changes/change.ts'
export { followWal, type WalSource } from './changes/followWal.ts'
export { areNotifyTriggersDisabled } from './changes/notifyTriggers.ts'
export { listenForChanges } from './changes/listenForChanges.ts'
export { listenForNotifications } from './changes/listenForNotifications.ts'
export {
  connect,
  type Database,
  type DatabaseConnection,
  type OnlyServer,
  type Server,
} from './client/connect.ts'
export { connectServers, onlyServer, type Servers } from './client/servers.ts'
export { watchReplicas, type Replica, type Replicas } from './client/replicas.ts'
export { formatWalPosition, laterPosition, walPosition, type WalPosition } from './client/walPosition.ts'
export {
  assertFeedOfReplicas,
  changeFeedOf,
  databaseEnv,
  directDatabaseUrl,
  EnvironmentError,
  ownerEnv,
  postgresUrl,
  readEnv,
  replicationEnv,
  type ChangeFeed,
} from './env.ts'
export {
  ConflictError,
  HomeUnknownError,
  isDatabaseUnavailable,
  isErrorNamed,
  isUnknownTimeZone,
  NotEligibleError,
  NotFoundError,
  reasonOf,
  type ConflictReason,
} from './errors.ts'
export { assertDirect, BehindPgBouncerError } from './client/pgBouncer.ts'
export type { ClaimedShift } from './claims/claimedShift.ts'
export * from './claims/claimShift.ts'
export * from './shifts/countEligibleShiftsByDay.ts'
export {
  partsOfDay,
  weekdays,
  type Coordinates,
  type InstantWindow,
  type PartOfDay,
  type ShiftFilter,
  type ShiftSelection,
  type ShiftWindow,
  type Weekday,
} from './shifts/filter.ts'
export type { EligibleShift } from './shifts/eligibleShift.ts'
export * from './eligibility/explainEligibility.ts'
export type { IneligibilityReason } from './eligibility/ineligibilityReason.ts'
export * from './changes/listWatchScopes.ts'
export * from './documents/listUnlocks.ts'
export * from './feeds/calendarFeeds.ts'
export {
  listClaimHistory,
  type FormerOrClaimedShift,
  type ListClaimHistoryParams,
} from './feeds/listClaimHistory.ts'
export * from './feeds/listClockChanges.ts'
export * from './filters/defaultFilter.ts'
export type { Identity } from './identities/identity.ts'
export * from './identities/providerSessions.ts'
export * from './identities/workerIdentities.ts'
export * from './workers/getWorker.ts'
export * from './workers/setWorkerHome.ts'
export * from './shifts/getShift.ts'
export * from './health/isReadOnly.ts'
export * from './claims/listClaimedShifts.ts'
export * from './facilities/listCoordinates.ts'
export * from './facilities/listEligibleFacilities.ts'
export {
  listEligibleShifts,
  type ListEligibleShiftsParams,
  type PageParams,
  type ShiftPosition,
} from './shifts/listEligibleShifts.ts'
export * from './shifts/listUnlockedShifts.ts'
export * from './shifts/listShiftsOneDocumentAway.ts'
export * from './changes/listShiftStates.ts'
export * from './changes/listWorkersWhoMayWorkAt.ts'
export * from './facilities/listZoneDisagreements.ts'
export * from './health/probeTables.ts'
export * from './claims/releaseShift.ts'
export * from './sessions/revokedSessions.ts'
export * from './shifts/streamEligibleShifts.ts'
export { isOwner } from './migrate/roles.ts'
export { feedKinds, professions, type FeedKind, type Profession } from './schema.ts'
export * from './workers/deterministicWorkers.ts'
export { listExistingWorkers } from './workers/listExistingWorkers.ts'
export * from './workers/listWorkersWithEveryDocument.ts'
