import { Readable } from 'node:stream';
import { NoAnswer, type HttpDownload } from '../../../src/http/client';
import { messenger } from '../../../src/messengers/messenger';
import * as pages from '../support/pages';
import { graphError, graphOk, ScriptedGraph } from '../support/scripted-graph';

const ON = `POST ${pages.PAGE}/messages`;
const done = graphOk({ recipient_id: pages.ANN });
const recipient = { id: pages.ANN };

describe('typing', () => {
  it('is shown, and what was written is marked as read', async () => {
    const graph = new ScriptedGraph({ [ON]: done });
    await messenger.typing?.(pages.contextOf(graph), pages.ANN, 'm_1');
    await messenger.typing?.(pages.contextOf(graph), pages.ANN);
    expect(graph.calls.map(({ json }) => json)).toEqual([
      { recipient, sender_action: 'typing_on' },
      { recipient, sender_action: 'mark_seen' },
      { recipient, sender_action: 'typing_on' },
    ]);
  });
});

describe('a reaction', () => {
  const react = (graph: ScriptedGraph, emoji: string | null) =>
    messenger.react?.(pages.contextOf(graph), { chat: pages.ANN, remoteId: 'm_3#1', emoji }) ?? pages.missing();

  it.each([
    ['❤️', 'love'],
    ['❤', 'love'],
    ['👍', 'like'],
    ['👎', 'dislike'],
    ['😂', 'smile'],
    ['😮', 'wow'],
    ['😢', 'sad'],
    ['😡', 'angry'],
  ])('%s is %s', async (emoji, reaction) => {
    const graph = new ScriptedGraph({ [ON]: done });
    await react(graph, emoji);
    expect(graph.only(ON).json).toEqual({
      recipient,
      sender_action: 'react',
      payload: { message_id: 'm_3', reaction },
    });
  });

  it('is taken back', async () => {
    const graph = new ScriptedGraph({ [ON]: done });
    await react(graph, null);
    expect(graph.only(ON).json).toMatchObject({ sender_action: 'unreact', payload: { message_id: 'm_3' } });
  });

  it('that Messenger does not have is refused', async () => {
    const error = await pages.errorOf(react(new ScriptedGraph(), '🦄'));
    expect(error).toMatchObject({ code: 905, retry: 'no', text: expect.stringContaining('❤') as string });
  });

  it('without an answer may be set again', async () => {
    const graph = new ScriptedGraph({ [ON]: new NoAnswer('maybe', 'broke') });
    expect(await pages.errorOf(react(graph, '👍'))).toMatchObject({ retry: 'later' });
  });
});

describe('who a customer is', () => {
  const ask = (graph: ScriptedGraph) => messenger.profile?.(pages.contextOf(graph), pages.ANN);

  it.each([
    [{ name: 'Ann Lee', first_name: 'Ann' }, { name: 'Ann Lee' }],
    [{ first_name: 'Ann', last_name: 'Lee' }, { name: 'Ann Lee' }],
    [
      { name: 'Ann Lee', profile_pic: 'https://x.example/a.jpg' },
      { name: 'Ann Lee', avatar: 'https://x.example/a.jpg' },
    ],
    [{ id: pages.ANN }, {}],
  ])('%j', async (answer, expected) => {
    const graph = new ScriptedGraph({ [`GET ${pages.ANN}`]: graphOk(answer) });
    expect(await ask(graph)).toEqual(expected);
    expect(graph.calls[0]?.query).toEqual({ fields: 'first_name,last_name,name,profile_pic' });
  });

  it('is not told of everybody', async () => {
    const graph = new ScriptedGraph({ [`GET ${pages.ANN}`]: graphError(100, { error_subcode: 2018218 }) });
    expect(await ask(graph)).toEqual({});
  });

  it('may be asked later', async () => {
    const graph = new ScriptedGraph({ [`GET ${pages.ANN}`]: new NoAnswer('maybe', 'broke') });
    expect(await pages.errorOf(ask(graph) ?? pages.missing())).toMatchObject({ retry: 'later' });
  });
});

describe('a file of the customer', () => {
  const open: HttpDownload = {
    ok: true,
    status: 200,
    headers: {},
    length: 1,
    body: Readable.from([Buffer.from('x')]),
    abandon: () => undefined,
  };
  const fetchMedia = (graph: ScriptedGraph) =>
    messenger.fetchMedia?.(pages.contextOf(graph), 'https://cdn/x') ?? pages.missing();

  it('is fetched without a token', async () => {
    const graph = new ScriptedGraph();
    graph.downloaded = [open];
    expect(await fetchMedia(graph)).toBe(open);
    expect(JSON.stringify(graph.downloads)).not.toContain(pages.TOKEN);
  });

  it.each([403, 404, 410])('is gone: %d', async (status) => {
    const graph = new ScriptedGraph();
    graph.downloaded = [{ ok: false, status, headers: {}, body: Buffer.from('') }];
    expect(await pages.errorOf(fetchMedia(graph))).toMatchObject({ code: 905, retry: 'no' });
  });

  it('without an answer may be fetched again', async () => {
    expect(await pages.errorOf(fetchMedia(new ScriptedGraph()))).toMatchObject({ retry: 'later' });
  });
});
