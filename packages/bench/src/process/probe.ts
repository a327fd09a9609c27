import { Session } from 'node:inspector/promises'

// Loaded into a measured process: answers what it is asked about itself, and ends with who measures it.

const profiler = new Session()

const answers = {
  usage() {
    const { user, system } = process.cpuUsage()
    return { cpuMs: (user + system) / 1_000, residentBytes: process.memoryUsage.rss() }
  },
  async startProfile() {
    profiler.connect()
    await profiler.post('Profiler.enable')
    await profiler.post('Profiler.start')
    return {}
  },
  async stopProfile() {
    const { profile } = await profiler.post('Profiler.stop')
    profiler.disconnect()
    return profile
  },
}
export type Probed = keyof typeof answers

async function answer(question: Probed): Promise<void> {
  process.send?.(await answers[question]())
}

process.on('message', (question: Probed) => void answer(question))
process.on('disconnect', () => process.exit())
process.channel?.unref()
