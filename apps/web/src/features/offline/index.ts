export { DeletePages } from './DeletePages.tsx'
export { LazySavedPages } from './LazySavedPages.tsx'
