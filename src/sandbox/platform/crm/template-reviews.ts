import type { Outcome } from '../../exchange';
import type { Account } from '../../kommo/records';
import type { Sandbox } from '../../sandbox';
import type { Source, Template } from '../records';
import { answers, problem } from '../answers';
import { tellReview } from '../hooks/events';
import { readObject } from './fields';
import type { CrmRequest, CrmRoute } from './request';
import { reviewFields } from './template-fields';
import { describeReview, ownTemplate } from './templates';

const PATH = '/chats/templates/:id/review';

/** The approval of WhatsApp templates (kommo-platform.md §8.3). */
export const templateReviewRoutes: readonly CrmRoute[] = [
  { operation: 'crm-template-review', method: 'POST', path: PATH, admin: true, perform: begin },
  { operation: 'crm-template-review-report', method: 'POST', path: `${PATH}/:reviewId`, admin: true, perform: report },
];

function begin(request: CrmRequest): Outcome {
  const { sandbox, account, site, integration } = request;
  const template = ownTemplate(request, request.ids.id);
  if (!template) return answers.notFound('Template');
  if (template.fields.type !== 'waba') return problem(400, 'Only templates of WhatsApp are reviewed');
  const sources = officialSources(site.sources).filter(({ clientId }) => clientId === integration.clientId);
  if (sources.length === 0) return problem(400, 'There is no source of official WhatsApp');
  beginReviews(sandbox, account, template, sources);
  return { ...answers.found({ _embedded: { reviews: template.reviews.map(describeReview) } }), stored: true };
}

export function officialSources(sources: readonly Source[]): readonly Source[] {
  return sources.filter(({ deleted, services }) => !deleted && services.some(({ params }) => params.waba));
}

/** One review for each source that is official WhatsApp. */
export function beginReviews(sandbox: Sandbox, account: Account, template: Template, sources: readonly Source[]): void {
  template.reviews = sources.map(({ id }) => ({
    id: sandbox.platform.nextId(),
    sourceId: id,
    status: 'review',
    rejectReason: '',
  }));
  sandbox.changes.emit('kommo');
  tellReview(sandbox, account, template);
}

/** The integration of the review's source says what became of it, whoever made the template. */
function reviewed({ site, integration, ids }: CrmRequest): Template['reviews'][number] | undefined {
  const review = site.templates.find(({ id }) => id === ids.id)?.reviews.find(({ id }) => id === ids.reviewId);
  const source = site.sources.find(({ id }) => id === review?.sourceId);
  return source?.clientId === integration.clientId ? review : undefined;
}

/** What WhatsApp said. */
function report(request: CrmRequest): Outcome {
  const review = reviewed(request);
  if (!review) return answers.notFound('Review');
  const fields = readObject(request, reviewFields);
  review.status = fields.status;
  review.rejectReason = fields.reject_reason ?? '';
  request.sandbox.changes.emit('kommo');
  return { ...answers.found(describeReview(review)), stored: true };
}
