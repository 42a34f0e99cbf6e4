import { pageGuide } from '../meta-pages/guide';
import { sayGuide as say } from './guide-phrases';

export const guide = pageGuide({
  app: say('messenger.guide.app.how'),
  token: say('messenger.guide.token.how'),
  publish: say('messenger.guide.publish.how'),
});
