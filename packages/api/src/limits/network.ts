/** The network of one internet subscriber: an IPv4 address, or the first 64 bits of an IPv6 address. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (!address.includes(':')) return address
  const [start = '', end = ''] = address.toLowerCase().split('::')
  const groups = (text: string) => text.split(':').filter(Boolean)
  const missing = 8 - groups(start).length - groups(end).length
  const all = [...groups(start), ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...groups(end)]
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
