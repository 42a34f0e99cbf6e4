import type { Outcome } from '../../exchange';
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

/** One review for each source that is official WhatsApp. */
function begin(request: CrmRequest): Outcome {
  const { sandbox, account, site, integration } = request;
  const template = ownTemplate(request, request.ids.id);
  if (!template) return answers.notFound('Template');
  if (template.fields.type !== 'waba') return problem(400, 'Only templates of WhatsApp are reviewed');
  const sources = site.sources.filter(
    ({ clientId, deleted, services }) =>
      clientId === integration.clientId && !deleted && services.some(({ params }) => params.waba),
  );
  if (sources.length === 0) return problem(400, 'There is no source of official WhatsApp');
  template.reviews = sources.map(({ id }) => ({
    id: sandbox.platform.nextId(),
    sourceId: id,
    status: 'review',
    rejectReason: '',
  }));
  sandbox.changes.emit('kommo');
  tellReview(sandbox, account, template);
  return { ...answers.found({ _embedded: { reviews: template.reviews.map(describeReview) } }), stored: true };
}

/** What WhatsApp said. */
function report(request: CrmRequest): Outcome {
  const review = ownTemplate(request, request.ids.id)?.reviews.find(({ id }) => id === request.ids.reviewId);
  if (!review) return answers.notFound('Review');
  const fields = readObject(request, reviewFields);
  review.status = fields.status;
  review.rejectReason = fields.reject_reason ?? '';
  request.sandbox.changes.emit('kommo');
  return { ...answers.found(describeReview(review)), stored: true };
}
