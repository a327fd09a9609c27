/**
 * Measures the candidates one after the other in rounds, so that disturbances of the machine affect all of them. Every
 * other round runs in reverse order, so that no candidate always follows the same one.
 */
export async function inRounds<Sample>(
  rounds: number,
  candidates: ReadonlyMap<string, () => Promise<Sample>>,
): Promise<Map<string, Sample[]>> {
  const samples = new Map<string, Sample[]>([...candidates.keys()].map((name) => [name, []]))
  const forwards = [...candidates]
  for (let round = 0; round < rounds; round++) {
    for (const [name, measure] of round % 2 === 0 ? forwards : forwards.toReversed()) {
      samples.get(name)?.push(await measure())
    }
  }
  return samples
}
