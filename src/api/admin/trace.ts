import { z } from 'zod';
import type { Candidate, Named } from '../../ledger/trace-target';
import { LANGUAGES } from '../../model/words';
import { drawTrace, THEMES } from '../../trace/picture/draw';
import type { Trace } from '../../trace/trace';
import { problem } from '../openapi/document';
import { done, operation, refused, sent, type Operation } from '../openapi/operation';
import type { AdminParts } from './dependencies';
import { readTrace, withWords } from '../read-trace';
import { TraceBody } from '../trace-schema';
import { wordParam } from './schemas';

const NOT_FOUND =
  'No message has this id. That of a messenger is looked for where ?source= or ?chat= says which source or chat it is of';

const params = z.object({
  message: wordParam.meta({
    description: 'Our id of the message, the delivery or a part; Kommo’s; or, with `source` or `chat`, the messenger’s',
  }),
});

const query = z.object({
  source: wordParam.optional().meta({ description: 'Our id of the source, or the messenger’s' }),
  chat: wordParam.optional().meta({ description: 'Our id of the chat, Kommo’s, or the messenger’s' }),
  as: z.enum(['json', 'svg']).optional().meta({ description: '`svg`: as a picture; so does `Accept: image/svg+xml`' }),
  lang: z.enum(LANGUAGES).default('en').meta({ description: 'Of the words, in JSON as well' }),
  theme: z.enum(THEMES).default('auto').meta({ description: 'Of the picture; `auto`: as its reader has it' }),
});

/** The whole path of one message, to be shown to anybody. */
export function traceOperation({ db, security }: AdminParts): Operation {
  return operation({
    id: 'traceMessage',
    tag: 'Deliveries',
    security,
    scope: 'account',
    method: 'get',
    path: '/admin/v1/messages/{message}/trace',
    summary: 'The whole path of one message, with times and without content',
    description:
      'Never what was said, nor by whom: it can be shown to anybody. What an older version did not write down is named in `notKept`.',
    params,
    notFound: NOT_FOUND,
    query,
    answer: TraceBody,
    answers: { 409: problem('Several messages have this id (`ambiguous`); `candidates` names them') },
    handle: async ({ params: { message }, query: { source, chat, as, lang, theme }, only, request }) => {
      const named: Named = {
        id: message,
        ...(source === undefined ? {} : { source }),
        ...(chat === undefined ? {} : { chat }),
      };
      const found = await readTrace(db, named, only);
      if (found === undefined) return refused(404, 'not-found', NOT_FOUND);
      if (Array.isArray(found)) return ambiguous(found);
      const trace = found as Trace;
      const isPicture =
        as === undefined ? request.accepts(['json', 'image/svg+xml']) === 'image/svg+xml' : as === 'svg';
      if (isPicture) return sent('image/svg+xml', drawTrace(trace, { language: lang, theme }));
      return done(withWords(trace, lang));
    },
  });
}

function ambiguous(candidates: readonly Candidate[]): ReturnType<typeof refused> {
  const detail = `${String(candidates.length)} messages have this id: ask for one of them by its deliveryId`;
  return { kind: 'refused', problem: { status: 409, type: 'ambiguous', detail, candidates } };
}
