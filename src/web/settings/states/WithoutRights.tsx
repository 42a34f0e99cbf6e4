import { useEffect, useState } from 'react';
import type { Installation, Overview } from '../../../api/settings/contract';
import { usePolled } from '../data/usePolled';
import { useWords } from '../lib/language';
import { HeadlineBox } from '../overview/HeadlineBox';
import { InstallSteps } from '../overview/InstallSteps';
import { OutLink } from '../parts/OutLink';
import { Banners } from './Banners';
import { LoadingOrFailed } from './LoadingOrFailed';
import { NoRights } from './NoRights';

const EVERY_MS = 2_000;

/**
 * Somebody who may see nothing, or of whom nobody can say yet what they may: until Kommo lets Courier in, the installation is
 * all that there is to see, and to mend. As soon as it does, the session is over, and the next one has their rights.
 */
export function WithoutRights() {
  const { t } = useWords();
  const [pause, setPause] = useState<number | null>(EVERY_MS);
  const polled = usePolled<Overview>('overview', pause);
  const { data, reload } = polled;
  const settled = data !== null && !isUnasked(data);
  useEffect(() => setPause(settled ? null : EVERY_MS), [settled]);
  if (settled) return <NoRights administrators={data.administrators} />;
  return (
    <main className="window">
      <h1 className="hidden">{t.title}</h1>
      <div className="page">
        <Banners polled={polled} tryNow={reload} />
        {data === null ? (
          <LoadingOrFailed polled={polled} tryNow={reload} />
        ) : (
          <Unasked overview={data} reload={reload} />
        )}
      </div>
    </main>
  );
}

/** Where Kommo can be asked who somebody is, it also says who the administrators are. */
function isUnasked({ installation, administrators }: Overview): boolean {
  return installation.state !== 'ready' && administrators.length === 0;
}

function Unasked({ overview, reload }: { readonly overview: Overview; readonly reload: () => void }) {
  const { t } = useWords();
  const { installation } = overview;
  const consentUrl = consentIn(installation);
  return (
    <>
      <HeadlineBox
        overview={overview}
        action={
          consentUrl === null ? null : (
            <OutLink look="button button-primary" href={consentUrl}>
              {t.authorise}
            </OutLink>
          )
        }
      />
      {installation.state === 'installing' || installation.state === 'waiting' ? (
        <InstallSteps installation={installation} mayMend reload={reload} />
      ) : null}
    </>
  );
}

/** The step that failed has the link beside it. */
function consentIn(installation: Installation): string | null {
  if (installation.state === 'needs-authorisation') return installation.consentUrl;
  if (installation.state !== 'waiting') return null;
  return installation.steps.some(({ state }) => state === 'failed') ? null : installation.consentUrl;
}
