import type { Benchmark } from '../benchmark.ts'
import { attack } from './attack.ts'
import { claim } from './claim.ts'
import { connections, facilities, shifts, watchers } from './growth.ts'
import { compression } from './compression.ts'
import { hostTrials } from './hostTrials.ts'
import { list } from './list.ts'
import { plans } from './plans.ts'
import { profile } from './profile.ts'
import { reads } from './reads.ts'
import { statementTrials } from './trials.ts'
import { watch } from './watch.ts'

export const benchmarks: Benchmark[] = [
  reads,
  list,
  claim,
  watch,
  attack,
  connections,
  shifts,
  facilities,
  watchers,
  statementTrials,
  hostTrials,
  compression,
  profile,
  plans,
]
