import { readFileSync } from 'node:fs'

export interface Instruction {
  name: string
  value: string
}

/** The part of a Dockerfile from one FROM to the next. */
export interface Stage {
  name: string
  base: string
  instructions: Instruction[]
}

/** The stages of a Dockerfile, in its order. */
export function readDockerfile(file: string): Stage[] {
  const stages: Stage[] = []
  for (const { name, value } of instructionsOf(readFileSync(file, 'utf8'))) {
    if (name === 'FROM') {
      const [base = '', stage = 'final'] = value.split(/ as /i)
      stages.push({ name: stage, base, instructions: [] })
    } else {
      stages.at(-1)?.instructions.push({ name, value })
    }
  }
  return stages
}

function instructionsOf(text: string): Instruction[] {
  const lines = text.split('\n').filter((line) => !line.startsWith('#') && line.trim() !== '')
  return lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => {
      const [name = '', ...value] = line.split(' ')
      return { name, value: value.join(' ') }
    })
}
