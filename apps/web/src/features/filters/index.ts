export { withFits } from './edit.ts'
export { FilterBar } from './FilterBar.tsx'
export { useSaveDefault } from './useSaveDefault.ts'
