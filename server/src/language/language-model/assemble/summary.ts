import type { Summary } from '@pegasus/core/artifacts/summary.ts';
import type { Preset } from '@pegasus/core/presets/define.ts';
import { takeFairly, type WorkedChapter } from '../worked-chapter.ts';

type Section = Summary['sections'][number];
type Chunk = Section['chunks'][number];
type Bullet = Chunk['bullets'][number];

/** Reading and thinking through: words a minute, and seconds for each point. */
const WORDS_A_MINUTE = 130;
const SECONDS_A_POINT = 8;

/** The sections of the preset with what each chapter gave for them; what got nothing stays empty. */
export function makeSummary(worked: readonly WorkedChapter[], preset: Preset): Summary | undefined {
  const sections = preset.sections.map((plan): Section => {
    const ofPlan = ({ section }: { section: string }) => section === plan.id;
    const bullets = worked.map(({ pieces }) => pieces.points.filter(ofPlan).map(({ bullet }) => bullet));
    const rows = worked.map(({ pieces }) => pieces.rows.filter(ofPlan).map(({ row }) => row));
    const kept = new Set(takeFairly(bullets, plan.most));
    return {
      id: plan.id,
      title: plan.title,
      chunks: worked.flatMap(({ title }, at) =>
        chunksOf(title, bullets[at]?.filter((bullet) => kept.has(bullet)) ?? [], preset),
      ),
      rows: takeFairly(rows, plan.most),
    };
  });
  return sections.some(({ chunks, rows }) => chunks.length + rows.length > 0) ? { sections } : undefined;
}

/** The points of a chapter, parted where enough stands together. */
function chunksOf(title: string, bullets: readonly Bullet[], { chunking }: Preset): Chunk[] {
  const chunks: Chunk[] = [];
  for (const bullet of bullets) {
    const open = chunks.at(-1);
    const longer = [...(open?.bullets ?? []), bullet];
    if (open && longer.length <= chunking.points && minutesOf(longer) <= chunking.minutes) {
      chunks[chunks.length - 1] = { ...open, minutes: minutesOf(longer), bullets: longer };
    } else {
      const own = { minutes: minutesOf([bullet]), bullets: [bullet] };
      chunks.push(title === '' ? own : { title, ...own });
    }
  }
  return chunks;
}

/** In halves of a minute, at least one half. */
function minutesOf(bullets: readonly Bullet[]): number {
  const words = bullets.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
  const minutes = words / WORDS_A_MINUTE + (bullets.length * SECONDS_A_POINT) / 60;
  return Math.max(0.5, Math.round(minutes * 2) / 2);
}
