/** Core's `Batches`, restated. */
export type BatchesLike<Batch extends { readonly kind: string }> = {
  readonly kind: Batch['kind'];
  over(
    labels: readonly string[],
    o: { seed: number; epochs?: number },
  ): Iterable<Batch> & { readonly stepsPerEpoch: number; readonly notes: readonly string[]; at(step: number): Batch };
};

/** What every specification of batches keeps: reproducible, seekable, ending after its epochs, other with another seed. */
export function testBatches<Batch extends { readonly kind: string }>(
  name: string,
  batches: BatchesLike<Batch>,
  labels: readonly string[],
): void {
  describe(`the batches ${name}`, () => {
    test('iterate over exactly their epochs, and any step can be asked for at once', () => {
      const stream = batches.over(labels, { seed: 1, epochs: 2 });
      const all = [...stream];
      expect(all).toHaveLength(2 * stream.stepsPerEpoch);
      for (const step of [all.length - 1, 0, Math.floor(all.length / 2)]) expect(stream.at(step)).toEqual(all[step]);
      for (const batch of all) expect(batch.kind).toBe(batches.kind);
    });

    test('are the same for the same seed, others for another, and go on past any epoch', () => {
      const at = (seed: number, step: number) => batches.over(labels, { seed }).at(step);
      const far = 1000 * batches.over(labels, { seed: 1 }).stepsPerEpoch;
      for (const step of [0, 1, far]) expect(at(1, step)).toEqual(at(1, step));
      const first = (seed: number) => [0, 1, 2, 3].map((step) => at(seed, step));
      expect(first(2)).not.toEqual(first(1));
    });

    test('without epochs they do not end', () => {
      const stream = batches.over(labels, { seed: 1 });
      let seen = 0;
      for (const batch of stream) {
        expect(batch).toEqual(stream.at(seen));
        if (++seen > 2 * stream.stepsPerEpoch) break;
      }
      expect(seen).toBe(2 * stream.stepsPerEpoch + 1);
    });
  });
}
