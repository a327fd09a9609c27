import type { Benchmark } from '../benchmark.ts'
import { claim } from './claim.ts'
import { list } from './list.ts'
import { reads } from './reads.ts'
import { watch } from './watch.ts'

export const benchmarks: Benchmark[] = [reads, list, claim, watch]
