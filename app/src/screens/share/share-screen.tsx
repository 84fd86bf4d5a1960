import type { Lecture } from '@pegasus/core/lecture.ts';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading } from '../../components/text.tsx';
import { useLecture } from '../../state/lectures.ts';
import { useArtifacts } from '../../state/materials.ts';
import { useRouteText } from '../../state/route.ts';
import { useShares } from '../../state/shares.ts';
import { LinkCard } from './link-card.tsx';
import { ShareForm } from './share-form.tsx';

/** Gives others the material of a lecture: what is chosen, as long as is chosen, and takes it back. */
export function ShareScreen() {
  const lectureId = useRouteText('lectureId');
  const lecture = useLecture(lectureId);
  const title = lecture.data?.lecture.title;
  return (
    <Screen
      title={title ? `Share ${title}` : 'Share a lecture'}
      lead="Whoever has the link reads what you chose. Your name is not on it."
      crumbs={[{ title: title ?? 'Lecture', href: `/lectures/${lectureId}` }]}
    >
      <Answer query={lecture} loading="Loading the lecture">
        {(data) => (data.lecture.state === 'ready' ? <Sharing lecture={data.lecture} /> : <NotYet />)}
      </Answer>
    </Screen>
  );
}

function Sharing({ lecture }: { lecture: Lecture }) {
  const preset = useRouteText('preset') || lecture.presetId;
  const artifacts = useArtifacts(lecture.id, preset);
  const links = useShares(lecture.id);
  const titles = new Map(artifacts.data?.map(({ artifact, title }) => [artifact.type, title]));
  return (
    <Stack gap="large">
      <Answer query={artifacts} loading="Loading the material" rows={4}>
        {(shown) => <ShareForm lecture={lecture} preset={preset} shown={shown} />}
      </Answer>
      <Answer query={links} loading="Loading the links" rows={2}>
        {(items) =>
          items.length === 0 ? null : (
            <Stack role="region" labelledBy="links">
              <Heading level={2} id="links">
                Links so far
              </Heading>
              <Stack gap="medium" role="list">
                {items.map((share) => (
                  <LinkCard key={share.id} share={share} titles={titles} />
                ))}
              </Stack>
            </Stack>
          )
        }
      </Answer>
    </Stack>
  );
}

function NotYet() {
  return (
    <EmptyState icon="share" title="There is nothing to share yet">
      Once the lecture is worked through and its material is ready, you can give it to others here.
    </EmptyState>
  );
}
