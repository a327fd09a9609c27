import { z } from 'zod'

/** The fields that the tests read of a node of PostgreSQL's executed plan. */
const node = z.object({
  'Node Type': z.string(),
  'Parent Relationship': z.string().optional(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Index Cond': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().default(0),
  get Plans() {
    return z.array(node).default([])
  },
})

export type PlanNode = z.output<typeof node>

const explained = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: node })]) })])

/** The plan in the rows that an `explain (analyze, format json)` returns. */
export const parsePlan = (rows: unknown[]): PlanNode => explained.parse(rows)[0]['QUERY PLAN'][0].Plan

/** The node and all nodes below it. */
export function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...plan.Plans.flatMap(nodesOf)]
}

/** The scans whose rows reach the node without a limit in between. */
export function unlimitedSources(plan: PlanNode): PlanNode[] {
  if (plan['Node Type'] === 'Limit') return []
  if (plan['Relation Name'] !== undefined) return [plan]
  const feeding = plan.Plans.filter((child) => !child['Parent Relationship']?.endsWith('Plan'))
  return feeding.flatMap(unlimitedSources)
}

/** The number of rows or index entries that a scan has read. */
export const rowsRead = (scan: PlanNode): number =>
  (scan['Actual Rows'] + scan['Rows Removed by Filter']) * scan['Actual Loops']
