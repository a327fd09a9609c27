/**
 * Measures the candidates one after the other, round after round, so that what disturbs the machine disturbs them all.
 * Every other round goes backwards, so that none always has the same one before it.
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
