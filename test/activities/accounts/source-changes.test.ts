import {
  compareSources,
  type ReconcileRules,
  type SourceChanges,
} from '../../../src/activities/accounts/source-changes';
import type { Source } from '../../../src/kommo/crm/types';
import type { InKommo, KeptSource } from '../../../src/ledger/kept-sources';
import { asConnectionId, asSourceId } from '../../../src/model/ids';

const MAIN = 1;
const SUPPORT = 2;
const NEW = 3;
const ARCHIVED = 9;
const RULES: ReconcileRules = {
  pipelines: { usable: new Set([MAIN, SUPPORT, NEW]), main: MAIN },
  originCode: 'kommo.ext.1',
};
const SHOP: InKommo = { name: 'Shop', pipelineId: SUPPORT, isDefault: false };

interface Given extends Partial<Omit<KeptSource, 'ours' | 'told'>> {
  readonly ours?: Partial<InKommo>;
  /** null: never told; else what differs from ours. */
  readonly told?: Partial<InKommo> | null;
}

/** One of ours that Kommo was told of as it is. */
function kept(name: string, { ours, told, ...more }: Given = {}): KeptSource {
  const own = { ...SHOP, ...ours };
  return {
    id: asSourceId(name),
    externalId: `telegram-${name}`,
    messenger: 'telegram',
    remoteId: name,
    ours: own,
    told: told === null ? null : { ...own, ...told },
    kommoSourceId: null,
    fault: null,
    faultText: null,
    faultSaid: null,
    faultSince: null,
    isConnecting: false,
    isRemoved: false,
    isPaused: false,
    connection: { id: asConnectionId(name), messenger: 'telegram', credentials: '', sealedAs: '', webhookSecret: '' },
    sharesConnection: false,
    ...more,
  };
}

const KOMMO_IDS: Readonly<Record<string, number>> = { a: 101, b: 102, c: 103 };

/** As Kommo has it. */
function inKommo(name: string, fields: Partial<Source> = {}): Source {
  return {
    id: KOMMO_IDS[name] ?? 0,
    externalId: `telegram-${name}`,
    ...SHOP,
    pipelineId: SUPPORT,
    originCode: 'kommo.ext.1',
    ...fields,
  };
}

function lacking(field: 'name' | 'originCode'): Source {
  const there = { ...inKommo('a') };
  Reflect.deleteProperty(there, field);
  return there;
}

/** What is done, by the names of the sources and no more than what differs from one test to another. */
function summary(changes: SourceChanges) {
  return {
    add: changes.add.map(({ fields, ours, as }) => ({ ...fields, ours, as })),
    change: changes.change.map(({ fields, ours, as }) => ({ ...fields, ours, as })),
    adopt: changes.adopt.map(({ kommoId, ours, as }) => ({ id: kommoId, ours, as })),
    same: changes.same.map(({ kommoId }) => kommoId),
    remove: changes.remove.map(({ kommoId }) => kommoId),
    withoutPipeline: changes.withoutPipeline.map(String),
  };
}

const compare = (ours: readonly KeptSource[], theirs: readonly Source[], rules = RULES) =>
  summary(compareSources(ours, theirs, rules));

const NOTHING = { add: [], change: [], adopt: [], same: [], remove: [], withoutPipeline: [] };
const told = (fields: Partial<InKommo> = {}) => ({ ...SHOP, ...fields });

describe('a source that is the same on both sides', () => {
  it('is left as it is', () => {
    expect(compare([kept('a')], [inKommo('a')])).toEqual({ ...NOTHING, same: [101] });
  });

  it('also where Kommo was never told of it, as after an installation that was begun again', () => {
    expect(compare([kept('a', { told: null })], [inKommo('a')])).toEqual({ ...NOTHING, same: [101] });
  });

  it('also where Kommo does not say its name', () => {
    expect(compare([kept('a')], [lacking('name')])).toEqual({ ...NOTHING, same: [101] });
  });
});

describe('one that Kommo does not have', () => {
  it.each([
    ['because it is new', null],
    ['because somebody deleted it there', {}],
  ])('is made there, %s', (_why, before) => {
    expect(compare([kept('a', { told: before })], [])).toEqual({
      ...NOTHING,
      add: [{ externalId: 'telegram-a', ...SHOP, originCode: 'kommo.ext.1', ours: SHOP, as: SHOP }],
    });
  });

  it('is made in Kommo’s main pipeline where none was chosen', () => {
    const ours = [kept('a', { ours: { pipelineId: null } })];
    expect(compare(ours, []).add).toMatchObject([{ pipelineId: MAIN, ours: { pipelineId: null } }]);
    const [added] = compareSources(ours, [], { ...RULES, pipelines: undefined }).add;
    expect(added?.fields).not.toHaveProperty('pipelineId');
  });

  it('is made without its pipeline where that is archived, and goes on to want it', () => {
    const before = kept('a', { ours: { pipelineId: ARCHIVED } });
    const made = compare([before], []);
    expect(made).toEqual({
      ...NOTHING,
      add: [
        {
          externalId: 'telegram-a',
          name: 'Shop',
          isDefault: false,
          originCode: 'kommo.ext.1',
          ours: told({ pipelineId: ARCHIVED }),
          as: told({ pipelineId: null }),
        },
      ],
      withoutPipeline: ['a'],
    });
    // Kommo put it into its main pipeline; that is nobody's choice.
    const after = kept('a', { ours: { pipelineId: ARCHIVED }, told: { pipelineId: null } });
    const there = inKommo('a', { pipelineId: MAIN });
    expect(compare([after], [there])).toEqual({ ...NOTHING, same: [101], withoutPipeline: ['a'] });
    const back = { ...RULES, pipelines: { usable: new Set([MAIN, ARCHIVED]), main: MAIN } };
    expect(compare([after], [there], back).change).toMatchObject([{ id: 101, pipelineId: ARCHIVED }]);
  });

  it('is made without a code where the channel has none yet', () => {
    const [added] = compare([kept('a')], [], { ...RULES, originCode: undefined }).add;
    expect(added).not.toHaveProperty('originCode');
  });

  it('is made as official WhatsApp where it is one', () => {
    expect(compare([kept('a', { messenger: 'whatsapp' })], []).add).toMatchObject([
      { whatsapp: { official: true, listMessages: true } },
    ]);
  });
});

describe('one that was changed', () => {
  it.each<[string, Partial<InKommo>]>([
    ['renamed', { name: 'Flowers' }],
    ['moved to another pipeline', { pipelineId: NEW }],
    ['made the default one', { isDefault: true }],
  ])('here (%s) is changed there', (_what, now) => {
    expect(compare([kept('a', { ours: now, told: SHOP })], [inKommo('a')])).toEqual({
      ...NOTHING,
      change: [{ id: 101, ...SHOP, ...now, originCode: 'kommo.ext.1', ours: told(now), as: told(now) }],
    });
  });

  it.each<[string, Partial<InKommo>]>([
    ['renamed', { name: 'Flowers' }],
    ['moved to another pipeline', { pipelineId: NEW }],
    ['made the default one', { isDefault: true }],
  ])('by a person in Kommo (%s) is taken over', (_what, now) => {
    const there = inKommo('a', now as Partial<Source>);
    expect(compare([kept('a')], [there])).toEqual({
      ...NOTHING,
      adopt: [{ id: 101, ours: told(now), as: told(now) }],
    });
  });

  it('on both sides stands as it is here', () => {
    const ours = kept('a', { ours: { name: 'Here' }, told: { name: 'Shop' } });
    expect(compare([ours], [inKommo('a', { name: 'There' })]).change).toMatchObject([{ id: 101, name: 'Here' }]);
  });

  it('on both sides, each in another respect, is what both made of it', () => {
    const ours = kept('a', { ours: { name: 'Here' }, told: { name: 'Shop' } });
    const both = told({ name: 'Here', pipelineId: NEW });
    expect(compare([ours], [inKommo('a', { pipelineId: NEW })])).toEqual({
      ...NOTHING,
      change: [{ id: 101, ...both, originCode: 'kommo.ext.1', ours: both, as: both }],
    });
  });

  it('on both sides to the same is the same', () => {
    const ours = kept('a', { ours: { name: 'Flowers' }, told: { name: 'Shop' } });
    expect(compare([ours], [inKommo('a', { name: 'Flowers' })])).toEqual({ ...NOTHING, same: [101] });
  });

  it('here, back to the main pipeline, is changed there', () => {
    const ours = kept('a', { ours: { pipelineId: null }, told: { pipelineId: SUPPORT } });
    expect(compare([ours], [inKommo('a')])).toMatchObject({
      change: [{ id: 101, pipelineId: MAIN, ours: { pipelineId: null }, as: { pipelineId: null } }],
      adopt: [],
    });
  });

  it('in Kommo while we leave the pipeline to it is taken over, and its main one is none', () => {
    const ours = kept('a', { ours: { pipelineId: null } });
    expect(compare([ours], [inKommo('a', { pipelineId: MAIN })])).toEqual({ ...NOTHING, same: [101] });
    expect(compare([ours], [inKommo('a', { pipelineId: NEW })]).adopt).toMatchObject([
      { id: 101, ours: { pipelineId: NEW } },
    ]);
  });

  it('in the code of the channel, which came later, is changed there', () => {
    const there = lacking('originCode');
    expect(compare([kept('a')], [there]).change).toMatchObject([{ id: 101, originCode: 'kommo.ext.1' }]);
    expect(compare([kept('a')], [there], { ...RULES, originCode: undefined })).toEqual({ ...NOTHING, same: [101] });
  });

  it.each([undefined, { official: false, listMessages: true }, { official: true, listMessages: false }])(
    'in what Kommo lets WhatsApp do (%j) is changed back',
    (whatsapp) => {
      const there = inKommo('a', whatsapp === undefined ? {} : { whatsapp });
      expect(compare([kept('a', { messenger: 'whatsapp' })], [there]).change).toMatchObject([
        { id: 101, whatsapp: { official: true, listMessages: true } },
      ]);
    },
  );
});

describe('a pipeline', () => {
  it('of ours that was archived or deleted is told of, and nothing is written', () => {
    const ours = kept('a', { ours: { pipelineId: ARCHIVED } });
    expect(compare([ours], [inKommo('a', { pipelineId: ARCHIVED })])).toEqual({
      ...NOTHING,
      same: [101],
      withoutPipeline: ['a'],
    });
  });

  it('that is archived is no obstacle to a new name, from either side', () => {
    const there = inKommo('a', { pipelineId: ARCHIVED });
    const here = kept('a', { ours: { name: 'Here', pipelineId: ARCHIVED }, told: { name: 'Shop' } });
    const changed = compare([here], [there]);
    expect(changed.change).toEqual([
      {
        id: 101,
        name: 'Here',
        isDefault: false,
        originCode: 'kommo.ext.1',
        ours: told({ name: 'Here', pipelineId: ARCHIVED }),
        as: told({ name: 'Here', pipelineId: ARCHIVED }),
      },
    ]);
    expect(changed.withoutPipeline).toEqual(['a']);
    const ours = kept('a', { ours: { pipelineId: ARCHIVED } });
    expect(compare([ours], [{ ...there, name: 'There' }])).toMatchObject({
      adopt: [{ id: 101, ours: { name: 'There', pipelineId: ARCHIVED } }],
      withoutPipeline: ['a'],
    });
  });

  it('that is archived is left for one that a person chose in Kommo', () => {
    const ours = kept('a', { ours: { pipelineId: ARCHIVED } });
    expect(compare([ours], [inKommo('a', { pipelineId: NEW })])).toEqual({
      ...NOTHING,
      adopt: [{ id: 101, ours: told({ pipelineId: NEW }), as: told({ pipelineId: NEW }) }],
    });
  });

  it('that is archived is left for one that was chosen here', () => {
    const ours = kept('a', { ours: { pipelineId: NEW }, told: { pipelineId: ARCHIVED } });
    expect(compare([ours], [inKommo('a', { pipelineId: ARCHIVED })])).toMatchObject({
      change: [{ id: 101, pipelineId: NEW }],
      withoutPipeline: [],
    });
  });

  it('that is archived or unknown is not followed into: it is moved back', () => {
    for (const pipelineId of [ARCHIVED, 77]) {
      const moved = inKommo('a', { pipelineId });
      expect(compare([kept('a')], [moved])).toMatchObject({
        change: [{ id: 101, pipelineId: SUPPORT }],
        adopt: [],
        withoutPipeline: [],
      });
    }
  });

  it('is believed to be good where Kommo does not say which there are', () => {
    const ours = [kept('a', { ours: { pipelineId: ARCHIVED } }), kept('b', { ours: { pipelineId: null } })];
    const theirs = [inKommo('a', { pipelineId: ARCHIVED }), inKommo('b', { pipelineId: NEW })];
    expect(compare(ours, theirs, { ...RULES, pipelines: undefined })).toEqual({ ...NOTHING, same: [101, 102] });
  });
});

describe('the default source', () => {
  const isDefault = true;
  const lost = { isDefault: false };

  it('that a person chose in Kommo takes the place of ours', () => {
    const ours = [kept('a', { ours: { isDefault } }), kept('b')];
    const theirs = [inKommo('a'), inKommo('b', { isDefault })];
    expect(compare(ours, theirs)).toEqual({
      ...NOTHING,
      adopt: [
        { id: 101, ours: told(lost), as: told(lost) },
        { id: 102, ours: told({ isDefault }), as: told({ isDefault }) },
      ],
    });
  });

  it('that was chosen here stands, and the others are none, whatever a person chose meanwhile', () => {
    const ours = [kept('a', { told: { isDefault } }), kept('b', { ours: { isDefault }, told: lost }), kept('c')];
    const theirs = [inKommo('a'), inKommo('b'), inKommo('c', { isDefault })];
    const { same, change, adopt } = compare(ours, theirs);
    expect({ same, adopt }).toEqual({ same: [101], adopt: [] });
    expect(change).toMatchObject([
      { id: 102, isDefault: true },
      { id: 103, isDefault: false, ours: lost },
    ]);
  });

  it('that was deleted in Kommo is the default one again, unless a person chose another there', () => {
    const ours = [kept('a', { ours: { isDefault } }), kept('b')];
    expect(compare(ours, [inKommo('b')]).add).toMatchObject([{ isDefault: true }]);
    const chosen = compare(ours, [inKommo('b', { isDefault })]);
    expect(chosen.add).toMatchObject([{ isDefault: false, ours: lost }]);
    expect(chosen.adopt).toMatchObject([{ id: 102, ours: { isDefault } }]);
  });

  it('of somebody else’s making there leaves ours without one', () => {
    const foreign = inKommo('widget', { id: 900, externalId: 'the-widget', isDefault });
    expect(compare([kept('a', { ours: { isDefault } })], [inKommo('a'), foreign])).toEqual({
      ...NOTHING,
      adopt: [{ id: 101, ours: told(lost), as: told(lost) }],
    });
  });

  it('that was removed here is none', () => {
    const ours = [kept('a', { isRemoved: true, told: { isDefault } }), kept('b')];
    expect(compare(ours, [inKommo('a', { isDefault }), inKommo('b')])).toEqual({
      ...NOTHING,
      remove: [101],
      same: [102],
    });
  });

  it('is one at most, whatever was noted before', () => {
    const ours = [kept('a', { ours: { isDefault } }), kept('b', { ours: { isDefault } })];
    const after = compareSources(ours, [inKommo('a', { isDefault }), inKommo('b')], RULES);
    const all = [...after.same, ...after.adopt, ...after.change, ...after.add];
    expect(all.filter((one) => one.ours.isDefault).map(({ source }) => String(source.id))).toEqual(['a']);
  });
});

describe('one that was removed here', () => {
  it('is removed there, whatever became of it, and is of no consequence where it is gone', () => {
    const removed = kept('a', { isRemoved: true, ours: { pipelineId: ARCHIVED } });
    expect(compare([removed], [inKommo('a', { name: 'Other' })])).toEqual({ ...NOTHING, remove: [101] });
    expect(compare([removed], [])).toEqual(NOTHING);
  });
});

it('sources of Kommo that are not ours are left alone', () => {
  const foreign = inKommo('widget', { id: 900, externalId: 'the-widget' });
  expect(compare([kept('a')], [foreign, inKommo('a')])).toEqual({ ...NOTHING, same: [101] });
  expect(compare([], [foreign])).toEqual(NOTHING);
});

it('after what was found is done there is nothing left to do', () => {
  const flags = [false, true];
  const pipelines = [null, MAIN, SUPPORT, ARCHIVED];
  const states = ['Shop', 'Other'].flatMap((name) =>
    pipelines.flatMap((pipelineId) => flags.map((isDefault): InKommo => ({ name, pipelineId, isDefault }))),
  );
  for (const ours of states) {
    for (const toldOf of [null, ...states]) {
      for (const there of [undefined, ...states]) {
        const source = { ...kept('a'), ours, told: toldOf };
        const theirs = there === undefined ? [] : [inKommo('a', { ...there, pipelineId: there.pipelineId ?? MAIN })];
        const first = compareSources([source], theirs, RULES);
        const [done] = [...first.add, ...first.change, ...first.adopt, ...first.same];
        if (done === undefined) throw new Error('nothing was decided');
        const before = theirs[0] ?? inKommo('a', { pipelineId: MAIN });
        const written = 'fields' in done ? { ...before, ...done.fields, id: 101 } : before;
        const { externalId } = before;
        const again = compareSources(
          [{ ...source, ours: done.ours, told: done.as }],
          [{ ...written, externalId }],
          RULES,
        );
        const what = { ours, toldOf, there };
        expect({ ...what, left: [...again.add, ...again.change, ...again.adopt].length }).toEqual({ ...what, left: 0 });
      }
    }
  }
});
