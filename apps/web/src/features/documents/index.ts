export { DocumentNames } from './DocumentNames.tsx'
export { DocumentsPage } from './DocumentsPage.tsx'
export { useUnlocks } from './useUnlocks.ts'
