export { ConnectionNote } from './ConnectionNote.tsx'
export { useShiftWatch } from './useShiftWatch.ts'
