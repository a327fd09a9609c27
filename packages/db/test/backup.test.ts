import { appendFile, chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { giveTo, serverAccount } from '@shifts/embedded-postgres'
import { makeFacility, makeShift, makeWorker } from '@shifts/testing'
import { startSystemPostgres } from '@shifts/testing/servers'
import { expect, inject, onTestFinished, test } from 'vitest'
import { ensureDatabase, otherDatabase, withClient } from '../src/client/withClient.ts'
import { claimShift, connect } from '../src/index.ts'
import { migrate } from '../src/migrate/migrate.ts'

const documented = await readFile(new URL('../../../docs/deploy.md', import.meta.url), 'utf8')

/** The command in docs/deploy.md, with another folder for the archive. */
function documentedCommand(name: string, archive: string): string {
  const [, command] = new RegExp(`^(?:alter system set )?${name} = '(.*)'`, 'm').exec(documented) ?? []
  if (command === undefined) throw new Error(`The documentation has no ${name}.`)
  return command.replaceAll('/var/lib/open-shifts-backup/wal', archive)
}

test('a base backup and the archived WAL have every claim', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(inject('testFolder'), 'backup-'))
  await chmod(folder, 0o755)
  const archive = join(folder, 'wal')
  const base = join(folder, 'base')
  await mkdir(archive)
  await giveTo(serverAccount, archive)

  const source = await startSystemPostgres(folder, process.env.PATH, {
    settings: ['archive_mode=on', `archive_command=${documentedCommand('archive_command', archive)}`],
  })
  const url = otherDatabase(source.url, 'shifts')
  await ensureDatabase(url)
  await migrate(url)
  await source.run('pg_basebackup', [
    `--pgdata=${base}`,
    `--dbname=${source.url}`,
    '--format=tar',
    '--gzip',
    '--checkpoint=fast',
  ])
  const { db, close } = connect(url)
  const worker = await makeWorker(db)
  const facility = await makeFacility(db)
  const shift = await makeShift(db, { facilityId: facility.id, startsAt: '2100-01-01T14:00:00Z' })
  await claimShift(db, { workerId: worker.id, shiftId: shift.id, principal: 'test', requestId: 'test' })
  const events = 'select id, shift_id, worker_id, action, happened_at::text from claim_event'
  const before = await withClient(url, (client) => client.query(events))
  const { rows: switched } = await withClient(url, (client) =>
    client.query<{ file: string }>('select pg_walfile_name(pg_switch_wal()) as file'),
  )
  await expect
    .poll(
      () =>
        withClient(url, (client) =>
          client.query('select last_archived_wal >= $1 as is_done from pg_stat_archiver', [
            switched[0]?.file,
          ]),
        ).then(({ rows }) => rows),
      { timeout: 60_000 },
    )
    .toEqual([{ is_done: true }])
  await close()
  await source.stop()

  const restored = await startSystemPostgres(folder, process.env.PATH, {
    async restore(data) {
      const unpack = (name: string, to: string) =>
        promisify(execFile)('tar', ['-xzf', join(base, name), '-C', to])
      await unpack('base.tar.gz', data)
      await unpack('pg_wal.tar.gz', join(data, 'pg_wal'))
      await appendFile(
        join(data, 'postgresql.auto.conf'),
        `restore_command = '${documentedCommand('restore_command', archive)}'\nrecovery_target_action = 'promote'\n`,
      )
      await writeFile(join(data, 'recovery.signal'), '')
    },
  })
  onTestFinished(() => restored.stop())
  const restoredUrl = otherDatabase(restored.url, 'shifts')
  await expect
    .poll(
      () =>
        withClient(restoredUrl, (client) => client.query('select pg_is_in_recovery()')).then(
          ({ rows }) => rows,
        ),
      { timeout: 60_000 },
    )
    .toEqual([{ pg_is_in_recovery: false }])
  const after = await withClient(restoredUrl, (client) => client.query(events))
  expect(after.rows).toHaveLength(1)
  expect(after.rows).toEqual(before.rows)
})
