import type { GuideStep } from '../contract';
import { pageGuide } from '../meta-pages/guide';
import { sayGuide as say } from './guide-phrases';

/** The Page comes first that the account hangs on (facebook.md §11, route A). */
export const guide: readonly GuideStep[] = [
  { title: say('instagram.guide.account'), text: say('instagram.guide.account.how'), fields: [] },
  ...pageGuide({
    app: say('instagram.guide.app.how'),
    token: say('instagram.guide.token.how'),
    publish: say('instagram.guide.publish.how'),
  }),
];
