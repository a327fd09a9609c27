export { HomePanel } from './HomePanel.tsx'
export { useHome } from './useHome.ts'
export { usePlaceText } from './usePlaceText.ts'
