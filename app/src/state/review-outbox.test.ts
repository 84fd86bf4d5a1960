import type { Review } from '@pegasus/core/study/review.ts';
import { createReviewOutbox } from './review-outbox.ts';

const review = (id: string): Review => ({
  kind: 'suspend',
  id,
  lectureId: 'l',
  itemId: 'i',
  at: '2026-11-25T20:00:00.000Z',
});

function device(kept?: string) {
  const sent: string[][] = [];
  const state = { text: kept, away: false, refused: [] as string[] };
  const outbox = createReviewOutbox({
    send: async (reviews) => {
      if (state.away) throw new Error('away');
      const ids = reviews.map(({ id }) => id);
      sent.push(ids);
      return { accepted: ids.filter((id) => !state.refused.includes(id)), refused: state.refused };
    },
    read: () => state.text,
    write: (text) => {
      state.text = text;
    },
  });
  return { outbox, sent, state };
}

describe('what was studied', () => {
  test('is sent at once while the server is there', async () => {
    const { outbox, sent, state } = device();
    await outbox.add(review('a'));
    expect(sent).toEqual([['a']]);
    expect(state.text).toBe('[]');
  });

  test('waits on the device while the server is away, and goes in order once it is back', async () => {
    const { outbox, sent, state } = device();
    state.away = true;
    await expect(outbox.add(review('a'))).rejects.toThrow('away');
    await expect(outbox.add(review('b'))).rejects.toThrow('away');
    expect(outbox.waiting()).toBe(2);
    state.away = false;
    await outbox.flush();
    expect(sent).toEqual([['a', 'b']]);
    expect(outbox.waiting()).toBe(0);
  });

  test('is there after a restart', async () => {
    const { outbox, sent } = device(JSON.stringify([review('a')]));
    await outbox.flush();
    expect(sent).toEqual([['a']]);
  });

  test('about a lecture that is gone is forgotten and holds up nothing', async () => {
    const { outbox, state } = device(JSON.stringify([review('gone'), review('a')]));
    state.refused = ['gone'];
    await outbox.flush();
    expect(outbox.waiting()).toBe(0);
  });
});
