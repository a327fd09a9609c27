import type { Benchmark } from '../benchmark.ts'
import { exportAll } from './export.ts'
import { page } from './page.ts'

export const benchmarks: Benchmark[] = [page, exportAll]
