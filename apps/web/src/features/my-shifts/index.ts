export { MyShiftsPage } from './MyShiftsPage.tsx'
