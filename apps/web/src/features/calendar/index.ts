export { Calendar } from './Calendar.tsx'
export { HydrateIfSameRules } from './HydrateIfSameRules.tsx'
export { zoneRules, type ShownZones } from './zoneRules.ts'
