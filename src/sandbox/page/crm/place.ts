/** Which page of which account the address names. */
export interface Place {
  readonly subdomain: string;
  readonly view: View;
}

export type View =
  | { readonly name: 'leads' }
  | { readonly name: 'lead'; readonly leadId: number }
  | { readonly name: 'integrations' }
  | { readonly name: 'sources'; readonly pipelineId: number }
  | { readonly name: 'advanced'; readonly code: string };

const PLACE = /^\/crm\/(?<subdomain>[^/]+)\/(?<rest>.*?)\/?$/;

export function readPlace(pathname: string): Place | undefined {
  const { subdomain, rest = '' } = PLACE.exec(pathname)?.groups ?? {};
  return subdomain === undefined ? undefined : { subdomain, view: readView(rest) };
}

function readView(rest: string): View {
  const lead = /^leads\/detail\/(\d+)$/.exec(rest)?.[1];
  if (lead !== undefined) return { name: 'lead', leadId: Number(lead) };
  const pipeline = /^settings\/pipeline\/(\d+)\/sources$/.exec(rest)?.[1];
  if (pipeline !== undefined) return { name: 'sources', pipelineId: Number(pipeline) };
  const settings = /^settings\/(\w+)$/.exec(rest)?.[1];
  if (settings === 'integrations') return { name: 'integrations' };
  return settings === undefined ? { name: 'leads' } : { name: 'advanced', code: settings };
}

/** The address of a page. */
export function hrefOf(subdomain: string, view: View): string {
  const root = `/crm/${subdomain}`;
  switch (view.name) {
    case 'leads':
      return `${root}/leads`;
    case 'lead':
      return `${root}/leads/detail/${view.leadId}`;
    case 'integrations':
      return `${root}/settings/integrations`;
    case 'sources':
      return `${root}/settings/pipeline/${view.pipelineId}/sources`;
    case 'advanced':
      return `${root}/settings/${view.code}`;
  }
}
