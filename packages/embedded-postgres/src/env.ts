/**
 * Removes the variables of PostgreSQL's clients and programs (PGSSLMODE, PGOPTIONS, PGPORT, PGDATA, …) from the environment.
 * They describe another server. The driver, the programs of the embedded one and the processes that are started later
 * would otherwise apply them to the embedded one.
 */
export function dropPostgresVariables(env: NodeJS.ProcessEnv = process.env): void {
  for (const name of Object.keys(env)) if (/^PG[A-Z_]+$/.test(name)) Reflect.deleteProperty(env, name)
}
