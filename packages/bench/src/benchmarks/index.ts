import type { Benchmark } from '../benchmark.ts'
import { attack } from './attack.ts'
import { claim } from './claim.ts'
import { commits } from './commits.ts'
import { connections, facilities, shifts, watchers } from './growth.ts'
import { compression } from './compression.ts'
import { hostExperiments } from './hostExperiments.ts'
import { filters } from './filters.ts'
import { importing } from './importing.ts'
import { list } from './list.ts'
import { plans } from './plans.ts'
import { profile } from './profile.ts'
import { reads } from './reads.ts'
import { statementExperiments } from './statementExperiments.ts'
import { storm } from './storm.ts'
import { unlocks } from './unlocks.ts'
import { watch } from './watch.ts'
import { web } from './web.ts'

export const benchmarks: Benchmark[] = [
  reads,
  list,
  filters,
  claim,
  commits,
  unlocks,
  watch,
  storm,
  attack,
  connections,
  shifts,
  facilities,
  watchers,
  statementExperiments,
  hostExperiments,
  compression,
  importing,
  web,
  profile,
  plans,
]
