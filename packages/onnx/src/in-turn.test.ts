import { inTurn } from './in-turn.ts';

test('a task begins when those before it have ended, whatever became of them', async () => {
  const next = inTurn();
  const events: string[] = [];
  const task = (name: string, fails = false) =>
    next(async () => {
      events.push(`${name} begins`);
      await new Promise(setImmediate);
      events.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const outcomes = await Promise.allSettled([task('a'), task('b', true), task('c')]);
  expect(await task('d')).toBe('d');
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(events).toEqual(['a', 'b', 'c', 'd'].flatMap((name) => [`${name} begins`, `${name} ends`]));
});
