export { hasRows } from './hasRows.ts'
export { lockTables, replaceRows, vacuumTables } from './replaceRows.ts'
export type { Session } from './session.ts'
export { tableNames, tables } from './tables.ts'
