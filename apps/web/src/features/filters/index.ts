export { FacilityFilter } from './FacilityFilter.tsx'
