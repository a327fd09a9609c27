import { id } from '@shifts/api'

/** The id of a shift in a path; undefined if no shift can have it. */
export const shiftIdInPath = (segment: string): number | undefined =>
  /^[1-9]\d*$/.test(segment) ? id.safeParse(Number(segment)).data : undefined
