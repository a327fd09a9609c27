export { ShiftDialog, type OpenedShift } from './ShiftDialog.tsx'
export { useClaims } from './useClaims.ts'
export { useOwnShiftList, useOwnShifts } from './useOwnShifts.ts'
export { useShiftCache } from './useShiftCache.ts'
