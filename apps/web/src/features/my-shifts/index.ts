export { MyShifts } from './MyShifts.tsx'
