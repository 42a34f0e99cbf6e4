import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Messenger } from '../../src/messengers/contract';
import { formatted } from './formatted';
import {
  CONTENTS,
  decide,
  isRestricted,
  MESSENGERS,
  RESTRICTED,
  STATES,
  WINDOWS,
  type Decision,
  type Situation,
} from './answer-guard';

const root = path.join(__dirname, '..', '..');
const page = path.join(root, 'docs', 'answer-guard.md');

const every: readonly Situation[] = MESSENGERS.flatMap((messenger) =>
  WINDOWS.flatMap((window) =>
    CONTENTS.flatMap((content) => STATES.map((state) => ({ messenger, window, content, state }))),
  ),
);
const named = every.map((situation): [string, Situation] => [
  `${situation.messenger.title}, window ${situation.window}, ${situation.content}, ${situation.state}`,
  situation,
]);

it('docs/answer-guard.md says what Kommo shows for every message', () => {
  const wanted = formatted(render(), 'docs/answer-guard.md');
  if (process.env.COURIER_STORE_FEATURES === '1') writeFileSync(page, wanted);
  expect(readFileSync(page, 'utf8')).toBe(wanted);
});

describe('whatever the messenger', () => {
  it.each(named.filter(([, { state }]) => state === 'blocked'))('%s: refused, since nobody listens', (_, situation) => {
    expect(decide(situation)).toMatchObject({ kind: 'refused', reason: { kind: 'away' } });
  });

  it.each(named.filter(([, { state, window }]) => state === 'as usual' && window === 'open'))(
    '%s: goes, or is refused for what it is',
    (_, { content, ...around }) => {
      const decision = decide({ ...around, content });
      if (content !== 'poll') expect(decision.kind).not.toBe('refused');
      else expect(decision).toMatchObject({ kind: 'refused', reason: { kind: 'unsupported' } });
    },
  );

  it.each(named.filter(([, { window, state }]) => window === 'shut' && state === 'as usual'))(
    '%s: refused where there is a window, unless it is a template of the messenger, and names what passes',
    (_, situation) => {
      const decision = decide(situation);
      const { capabilities, templates } = situation.messenger;
      const passes = templates !== undefined && situation.content === 'template';
      if (capabilities.windowMs === null || passes) {
        expect(decision.kind === 'refused' && decision.reason.kind === 'window').toBe(false);
        return;
      }
      expect(decision).toMatchObject({ kind: 'refused', reason: { kind: 'window' }, failure: { code: 905 } });
      if (decision.kind !== 'refused') return;
      expect(decision.failure.text).toMatch(
        capabilities.outbound.template === 'full' ? /Send a template/ : /Wait until the customer writes again/,
      );
    },
  );

  it.each(named.filter(([, { window, content }]) => window === 'unknown' && content === 'text'))(
    '%s: the messenger is asked, since it knows',
    (_, situation) => {
      const decision = decide(situation);
      if (isRestricted(situation.state)) return;
      if (situation.state === 'as usual') expect(decision.kind).not.toBe('refused');
      else if (decision.kind === 'refused') expect(decision.reason.kind).not.toBe('window');
    },
  );

  it.each(named.filter(([, { state }]) => isRestricted(state)))(
    '%s: refused where the messenger forbids it, and no template is advised where none may be sent',
    (_, situation) => {
      const { state, content, messenger } = situation;
      const decision = decide(situation);
      const starts = content === 'template' && messenger.templates !== undefined;
      const isForbidden = state === 'may send nothing' || starts === (state === 'may not start');
      if (isForbidden) expect(decision).toMatchObject({ kind: 'refused', reason: { kind: 'restricted' } });
      else expect(decision).toEqual(without(decision, decide({ ...situation, state: 'as usual' })));
      if (state === 'may not start' && decision.kind === 'refused') {
        expect(decision.failure.text).not.toContain('Send a template');
      }
    },
  );

  it.each(named.filter(([, { state, window }]) => state === 'quota used up' && window === 'open'))(
    '%s: refused where the messenger counts',
    (_, situation) => {
      const decision = decide(situation);
      const counts = situation.messenger.capabilities.unanswered !== undefined;
      expect(decision.kind === 'refused' && decision.reason.kind === 'quota-used').toBe(
        counts && situation.content !== 'poll',
      );
    },
  );
});

/** What may not be sent is not advised: of a shut window that is all that a restriction changes. */
function without(restricted: Decision, usual: Decision): Decision {
  if (usual.kind !== 'refused' || restricted.kind !== 'refused') return usual;
  const isAdvised = usual.reason.kind === 'window' || usual.reason.kind === 'never-wrote';
  return isAdvised && restricted.reason.kind === usual.reason.kind ? restricted : usual;
}

function render(): string {
  const reasons: string[] = [];
  const cell = (decision: Decision): string => {
    if (decision.kind !== 'refused') return decision.kind;
    const text = `\`${String(decision.failure.code)}\` ${decision.inGeneral}`;
    if (!reasons.includes(text)) reasons.push(text);
    return `[${String(reasons.indexOf(text) + 1)}](#reasons)`;
  };
  const table = (rows: readonly (readonly [string, Messenger, Omit<Situation, 'content' | 'messenger'>])[]): string =>
    [
      ['', ...CONTENTS],
      ['---', ...CONTENTS.map(() => '---')],
      ...rows.map(([name, messenger, around]) => [
        name,
        ...CONTENTS.map((content) => cell(decide({ messenger, content, ...around }))),
      ]),
    ]
      .map((cells) => `| ${cells.join(' | ')} |`)
      .join('\n');
  const linked = ({ kind, title }: Messenger): string => `[${title}](messengers/${kind}.md)`;
  const tables = WINDOWS.map((window) => {
    const rows = MESSENGERS.flatMap((messenger) => {
      const name = linked(messenger);
      const usual = [name, messenger, { window, state: 'as usual' }] as const;
      const counts = messenger.capabilities.unanswered !== undefined;
      return counts
        ? [usual, [`${name}, quota used up`, messenger, { window, state: 'quota used up' }] as const]
        : [usual];
    });
    return `## Window ${window}\n\n${table(rows)}`;
  });
  const away = MESSENGERS.map((each) => [linked(each), each, { window: 'open', state: 'blocked' }] as const);
  const withTemplates = MESSENGERS.filter(({ templates }) => templates !== undefined);
  const limits = withTemplates.flatMap((each) =>
    WINDOWS.slice(0, each.capabilities.windowMs === null ? 1 : 2).flatMap((window) =>
      RESTRICTED.map((state) => {
        const around = each.capabilities.windowMs === null ? '' : `, window ${window}`;
        return [`${linked(each)}${around}: it ${state}`, each, { window, state }] as const;
      }),
    ),
  );
  return `# What the answer guard decides

Made by the guard itself (\`src/activities/guard\`); \`COURIER_STORE_FEATURES=1 npx jest test/docs\` makes it again. Before
anything leaves, it is decided whether it may: a message that cannot arrive is refused at once, with the reason and what would
work, under the message in Kommo, in the console and in the API alike.

**sent**: as it was said · **in words**: something of it is said in words or lost · a number: refused, with the sentence below. The sentences are in the language of the account (English, Spanish, Portuguese).

The window is the messenger's own. It is *unknown* where the customer may have written before Courier was told of anything (a
person of the business wrote there elsewhere): then the messenger is asked by sending, and what it refuses is told in the same
words. A customer who turned away is believed to have for a day, or until they write; after that the messenger is asked again.

${tables.join('\n\n')}

## The customer has turned away

Whatever the window and the quota are.

${table(away)}

## The messenger forbids it

WhatsApp may forbid a number to begin conversations, to answer, or to send anything, for a time or until it is reviewed. Other
messengers tell of no such thing so far. A poor quality alone forbids nothing: the settings window warns of it. A restriction is
believed until the end that was told, or for a day where none was; after that the messenger is asked again. One that a refused
send told of has no end: it is over when a check finds the number well, or WhatsApp says so.

${table(limits)}

## Reasons

${reasons.map((text, index) => `${String(index + 1)}. ${text}`).join('\n')}
`;
}
