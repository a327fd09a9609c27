import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'docs', 'deploy')
const units = readdirSync(folder).filter((name) => /\.(service|timer)$/.test(name))
const installed = '/opt/open-shifts/current'

test.each(units.filter((name) => readFileSync(join(folder, name), 'utf8').includes(installed)))(
  '%s starts a file that exists',
  (name) => {
    const unit = readFileSync(join(folder, name), 'utf8')
    const [, workingDirectory = ''] = /^WorkingDirectory=(.*)$/m.exec(unit) ?? []
    const [, program = ''] = /^ExecStart=\/usr\/bin\/node (?:--import tsx )?(\S+)/m.exec(unit) ?? []
    expect(program).not.toBe('')
    expect(existsSync(join(root, workingDirectory.slice(installed.length), program))).toBe(true)
  },
)

/** Only machines with systemd can verify the units. */
const verifiers = ['/usr/bin/systemd-analyze'].filter((path) => existsSync(path))

test.each(verifiers)('%s finds no fault in the units', async (verifier) => {
  const copy = mkdtempSync(join(tmpdir(), 'open-shifts-units-'))
  onTestFinished(() => rmSync(copy, { recursive: true }))
  // The programs need not be installed here.
  for (const name of units) {
    const unit = readFileSync(join(folder, name), 'utf8')
    writeFileSync(join(copy, name), unit.replaceAll(/^ExecStart=\S+/gm, 'ExecStart=/bin/true'))
  }
  const verify = ['verify', ...units.map((name) => join(copy, name))]
  const { stderr } = await promisify(execFile)(verifier, verify)
  expect(stderr).toBe('')
})
