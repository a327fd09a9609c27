import type { Benchmark } from '../benchmark.ts'
import { claim } from './claim.ts'
import { list } from './list.ts'
import { days, page } from './reads.ts'
import { watch } from './watch.ts'

export const benchmarks: Benchmark[] = [page, days, list, claim, watch]
