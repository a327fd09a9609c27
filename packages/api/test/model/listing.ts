import type { Api } from '../api.ts'

export type ShiftProcedures = Awaited<ReturnType<Api['caller']>>['shift']

interface Page<Shift> {
  shifts: Shift[]
  nextCursor: string | null
}

/** All pages of a listing. */
export async function listAll<Shift>(
  list: (input: { workerId: number; limit: number; cursor?: string }) => Promise<Page<Shift>>,
  input: { workerId: number; limit: number },
): Promise<Shift[]> {
  const { shifts, nextCursor } = await list(input)
  const all = [...shifts]
  for (let cursor = nextCursor; cursor !== null;) {
    const page = await list({ ...input, cursor })
    all.push(...page.shifts)
    cursor = page.nextCursor
  }
  return all
}
