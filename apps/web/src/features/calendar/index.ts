export { Calendar } from './Calendar.tsx'
export { calendarTitle } from './calendarTitle.ts'
