/** Who is asking: a worker reads and acts for itself alone, a service for any worker. */
export type Principal = { kind: 'worker'; workerId: number } | { kind: 'service'; name: string }

export function mayActFor(principal: Principal, workerId: number): boolean {
  return principal.kind === 'service' || principal.workerId === workerId
}

/** For logs. */
export const describePrincipal = (principal: Principal): string =>
  principal.kind === 'worker' ? `worker:${principal.workerId}` : `service:${principal.name}`
