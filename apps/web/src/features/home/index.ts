export { LazyHomePanel as HomePanel } from './LazyHomePanel.tsx'
export { useHome } from './useHome.ts'
export { usePlaceText } from './usePlaceText.ts'
