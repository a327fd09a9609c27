import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { execFileSync, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { CommandError, rejectOnExit, root } from './processes.ts'

test('starts a child in a checkout of almost any name', () => {
  const parent = mkdtempSync(join(tmpdir(), 'open-shifts-processes-'))
  onTestFinished(() => rmSync(parent, { recursive: true }))
  const scripts = join(parent, '#1 & ünï%20 100% "$HOME" `id` -x', 'scripts')
  mkdirSync(scripts, { recursive: true })
  writeFileSync(join(scripts, 'package.json'), '{"type":"module"}')
  for (const file of ['processes.ts', 'exitWithParent.mjs'])
    cpSync(new URL(file, import.meta.url), join(scripts, file))
  symlinkSync(join(root, 'node_modules'), join(scripts, 'node_modules'))
  const program = `
    import { startNode } from ${JSON.stringify(pathToFileURL(join(scripts, 'processes.ts')).href)}
    startNode(['--print', '"it runs"'], {})
  `
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', program]
  expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe('it runs\n')
})

test('names the child that has ended by itself, and its exit code', async () => {
  const failure = rejectOnExit('The web', spawn(process.execPath, ['--eval', 'process.exit(3)']))
  await expect(failure).rejects.toThrow(CommandError)
  await expect(failure).rejects.toThrow('The web has ended by itself, with 3.')
  const killed = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'])
  killed.kill('SIGKILL')
  await expect(rejectOnExit('The API', killed)).rejects.toThrow('The API has ended by itself, with SIGKILL.')
})
