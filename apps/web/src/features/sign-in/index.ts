export { NoWorkerCard } from './NoWorkerCard.tsx'
export { SignInCard } from './SignInCard.tsx'
