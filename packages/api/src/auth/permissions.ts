/** Who calls the API. A further kind is added here: the compiler then names every place that has to decide about it. */
export type Principal = { kind: 'worker'; workerId: number } | { kind: 'service'; name: string }

/** `change` covers everything that writes, `read` everything else, live updates included. */
export type Action = 'read' | 'change'

/** The data that a call reads or changes: all data of one worker, its shifts and claims included. */
export type Resource = { kind: 'worker'; workerId: number }

/** Whether the principal may do this. A worker may read and change its own data only, a service that of any worker. */
export function can(principal: Principal, _action: Action, resource: Resource): boolean {
  switch (principal.kind) {
    case 'worker':
      return principal.workerId === resource.workerId
    case 'service':
      return true
  }
}

/** The principal as one text, such as `worker:7`: for logs, the claim history and the keys of limits. */
export function describePrincipal(principal: Principal): string {
  switch (principal.kind) {
    case 'worker':
      return `worker:${principal.workerId}`
    case 'service':
      return `service:${principal.name}`
  }
}
