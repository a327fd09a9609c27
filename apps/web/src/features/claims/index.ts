export { ShiftDialog, type SelectedShift } from './ShiftDialog.tsx'
export { useClaims } from './useClaims.ts'
export { useClaimedShiftList, useClaimedShifts } from './useClaimedShifts.ts'
export { useShiftCache } from './useShiftCache.ts'
