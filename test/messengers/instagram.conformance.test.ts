import { instagram } from '../../src/messengers/instagram';
import { LinesBench } from './conformance/lines-bench';
import { gradeMessenger } from './conformance/suite';

const bench = () =>
  LinesBench.start({
    messenger: 'instagram',
    driver: instagram,
    strange: (entered) => ({ ...entered, pageAccessToken: 'EAAAnotherTokenThatNobodyHasGivenOut' }),
    steal: (url) => ({ act: 'unsubscribe', url }),
  });

gradeMessenger('Instagram', bench);
