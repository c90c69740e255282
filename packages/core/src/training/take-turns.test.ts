import { takeTurns } from './take-turns.ts';

test('others have their turn once 100 ms have passed, and not before', async () => {
  const clock = performance.now;
  let now = 0;
  performance.now = () => now;
  try {
    let turned = false;
    const othersTurn = takeTurns();
    setTimeout(() => (turned = true), 0);
    now = 99;
    await othersTurn();
    expect(turned).toBe(false);
    now = 100;
    await othersTurn();
    expect(turned).toBe(true);
  } finally {
    performance.now = clock;
  }
});
