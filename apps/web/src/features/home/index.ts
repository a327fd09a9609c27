export { LazyHomePanel as HomePanel } from './LazyHomePanel.tsx'
export { usePlaceText } from './usePlaceText.ts'
