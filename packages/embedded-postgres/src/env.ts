/**
 * Removes the variables of PostgreSQL's clients and programs (PGSSLMODE, PGOPTIONS, PGPORT, PGDATA, …) from the environment.
 * They describe another server. Otherwise the driver, PostgreSQL's programs and child processes would apply them to the
 * embedded server.
 */
export function dropPostgresVariables(env: NodeJS.ProcessEnv = process.env): void {
  for (const name of Object.keys(env)) if (/^PG[A-Z_]+$/.test(name)) Reflect.deleteProperty(env, name)
}
