export type RunTask = <T>(task: () => Promise<T>) => Promise<T>

/** Returns a function that runs a task once all earlier ones are done, whether they have succeeded or not. */
export function createTaskQueue(): RunTask {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const result = last.then(task)
    last = result.catch(() => {})
    return result
  }
}
