import { ok, SUCCESS, type GraphCall } from '../../graph/call';
import { badParameter, noSuchObject } from '../../graph/graph-error';
import type { Outcome } from '../../exchange';
import { wabaIn } from '../account/access';
import { pageOf, pickFields } from '../../graph/pick-fields';
import { newTemplateId } from '../ids';
import type { Waba } from '../state';
import type { Reviews } from './review';
import { badTemplate, readComponents } from './rules';
import { CATEGORIES, type Category, type Template } from './template';

const NAME = /^[a-z0-9_]{1,512}$/;
const LANGUAGE = /^[a-z]{2,3}(_[A-Z]{2,3}|_[A-Za-z]{4})?$/;
const SHOWN = ['name', 'parameter_format', 'components', 'language', 'status', 'category', 'id'];
const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_EDITS = 10;
const MOST_TEMPLATES = 6000;

/** `GET /<wabaId>/message_templates` */
export function listTemplates(call: GraphCall): Outcome {
  const { core, params, version } = call;
  const waba = wabaIn(call);
  const wanted = (field: string, value: string): boolean => {
    const asked = params.text(field);
    return asked === undefined || asked.split(',').includes(value);
  };
  const templates = [...waba.templates.values()].filter(
    ({ status, name, language, category }) =>
      wanted('status', status) && wanted('name', name) && wanted('language', language) && wanted('category', category),
  );
  const nodes = templates.map((each) => pickFields(nodeOf(each), params, SHOWN, 'WhatsAppMessageTemplate'));
  return ok(pageOf(nodes, params, `${core.url}/whatsapp/${version}/${waba.id}/message_templates`));
}

/** `GET /<templateId>` */
export function showTemplate(call: GraphCall): Outcome {
  const { template } = templateIn(call);
  return ok(pickFields(nodeOf(template), call.params, SHOWN, 'WhatsAppMessageTemplate'));
}

/** `POST /<wabaId>/message_templates` */
export function createTemplate(reviews: Reviews, call: GraphCall): Outcome {
  const { core, params } = call;
  const waba = wabaIn(call);
  const name = params.required('name');
  if (!NAME.test(name)) throw badTemplate('The name can have small letters, digits and underscores only.');
  const language = params.required('language');
  if (!LANGUAGE.test(language)) throw badTemplate(`Param language must be a language code, got ${language}.`);
  const category = categoryOf(params.required('category'));
  const parameterFormat = formatOf(params.text('parameter_format'));
  const given = params.array('components');
  if (!given) throw badParameter('The parameter components is required.');
  const components = readComponents(given, parameterFormat);
  if (waba.templates.size >= MOST_TEMPLATES) throw badTemplate('The limit of templates is reached.', 2388019);
  if ([...waba.templates.values()].some((each) => each.name === name && each.language === language)) {
    throw badTemplate('There is already content in this language. You can create a new template.', 2388024);
  }
  const template: Template = {
    id: newTemplateId(core.lines),
    name,
    language,
    category,
    parameterFormat,
    components,
    status: 'PENDING',
    rejectedReason: 'NONE',
    quality: 'UNKNOWN',
    editedAt: [],
    seeded: false,
  };
  waba.templates.set(template.id, template);
  reviews.begin(waba.id, template);
  core.changes.emit('lines');
  return ok({ id: template.id, status: 'PENDING', category }, { stored: true });
}

/** `POST /<templateId>`: it is reviewed anew. */
export function editTemplate(reviews: Reviews, call: GraphCall): Outcome {
  const { core, params } = call;
  const { waba, template } = templateIn(call);
  const given = params.array('components');
  const category = params.text('category');
  if (!given && category === undefined) throw badParameter('The parameter components is required.');
  if (!['APPROVED', 'REJECTED', 'PAUSED'].includes(template.status)) {
    throw badTemplate('Message templates can only be edited when they are approved, rejected or paused.', 2388003);
  }
  if (template.status === 'APPROVED') {
    if (category !== undefined && categoryOf(category) !== template.category) {
      throw badTemplate('The category of an approved template cannot be changed.');
    }
    const limited = core.assumptions.is('whatsapp-template-edits', 'limited');
    const within = (ms: number): number => template.editedAt.filter((at) => at > core.clock.now() - ms).length;
    if (limited && (within(DAY_MS) > 0 || within(30 * DAY_MS) >= MOST_EDITS)) {
      throw badTemplate('An approved template can be edited once in 24 hours and 10 times in 30 days.', 2388008);
    }
    template.editedAt.push(core.clock.now());
  }
  const components = given ? readComponents(given, template.parameterFormat) : template.components;
  Object.assign(template, { components, status: 'PENDING', rejectedReason: 'NONE' });
  if (category !== undefined) template.category = categoryOf(category);
  reviews.begin(waba.id, template);
  core.changes.emit('lines');
  return ok(SUCCESS, { stored: true });
}

/** `DELETE /<wabaId>/message_templates`: all languages of a name, or the one with this id. */
export function deleteTemplates(call: GraphCall): Outcome {
  const { params, core } = call;
  const waba = wabaIn(call);
  const name = params.required('name');
  const id = params.text('hsm_id');
  const found = [...waba.templates.values()].filter(
    (each) => each.name === name && (id === undefined || each.id === id),
  );
  if (found.length === 0) throw badTemplate("Message template can't be found.", 2593002);
  for (const each of found) waba.templates.delete(each.id);
  core.changes.emit('lines');
  return ok(SUCCESS, { stored: true });
}

function templateIn(call: GraphCall): { readonly waba: Waba; readonly template: Template } {
  const [id = ''] = call.path;
  for (const waba of call.core.whatsapp.wabas.values()) {
    const template = waba.templates.get(id);
    if (template && call.token.targets.has(waba.id)) {
      wabaIn({ ...call, path: [waba.id] });
      return { waba, template };
    }
  }
  throw noSuchObject(call.method, id);
}

function nodeOf(template: Template): Record<string, unknown> {
  const { id, name, status, category, language, parameterFormat, components, rejectedReason, quality } = template;
  return {
    id,
    name,
    status,
    category,
    language,
    parameter_format: parameterFormat,
    components,
    rejected_reason: rejectedReason,
    quality_score: { score: quality, date: 0 },
    sub_category: undefined,
  };
}

function categoryOf(given: string): Category {
  const category = CATEGORIES.find((each) => each === given.toUpperCase());
  if (!category) throw badParameter(`Param category must be one of {${CATEGORIES.join(', ')}}`);
  return category;
}

function formatOf(given: string | undefined): Template['parameterFormat'] {
  const format = (given ?? 'POSITIONAL').toUpperCase();
  if (format !== 'POSITIONAL' && format !== 'NAMED') {
    throw badParameter('Param parameter_format must be one of {NAMED, POSITIONAL}');
  }
  return format;
}
