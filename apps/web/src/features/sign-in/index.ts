export { NoWorkerCard } from './NoWorkerCard.tsx'
export { SignInCard } from './SignInCard.tsx'
export { SignOutCard } from './SignOutCard.tsx'
