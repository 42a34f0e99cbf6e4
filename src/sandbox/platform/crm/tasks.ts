import { z } from 'zod';
import type { Outcome } from '../../exchange';
import { answers, refuse, type FieldFault } from '../answers';
import type { Task } from '../records';
import { readItems, requestId } from './fields';
import { written } from './list';
import { selfLink, type CrmRequest, type CrmRoute } from './request';

const PATH = '/tasks';
const MOST = 250;
/** Follow-up and meeting, which every account has; the sandbox's accounts have no others. */
const TYPES: readonly number[] = [1, 2];

/** Tasks for users, as Kommo's page `reference/add-tasks` has them; how much is checked is an assumption. */
export const taskRoutes: readonly CrmRoute[] = [
  { operation: 'crm-tasks-add', method: 'POST', path: PATH, admin: false, perform: add },
];

const newTask = z.object({
  text: z.string().min(1),
  complete_till: z.int().min(1),
  task_type_id: z.int().optional(),
  responsible_user_id: z.int().optional(),
  entity_id: z.int().optional(),
  entity_type: z.enum(['leads', 'contacts', 'companies']).optional(),
  is_completed: z.boolean().optional(),
  duration: z.int().min(0).optional(),
  result: z.object({ text: z.string() }).optional(),
  created_by: z.int().optional(),
  updated_by: z.int().optional(),
  created_at: z.int().optional(),
  updated_at: z.int().optional(),
  ...requestId,
});
type Fields = z.infer<typeof newTask>;

function add(request: CrmRequest): Outcome {
  const { sandbox, site, user } = request;
  const items = readItems(request, newTask, MOST);
  const faulty = items
    .map(({ fields, requestId: asked }) => ({ requestId: asked, faults: faultsOf(request, fields) }))
    .filter(({ faults }) => faults.length > 0);
  if (faulty.length > 0) refuse(answers.invalid(faulty));
  const added = items.map(({ fields, requestId: asked }) => {
    const task: Task = {
      id: sandbox.platform.nextId(),
      text: fields.text,
      completeTill: fields.complete_till,
      typeId: fields.task_type_id ?? 1,
      responsibleUserId: fields.responsible_user_id ?? user.id,
      entity: fields.entity_id === undefined ? null : { type: fields.entity_type ?? 'leads', id: fields.entity_id },
      isCompleted: fields.is_completed ?? false,
      createdAt: fields.created_at ?? sandbox.clock.seconds(),
    };
    site.tasks.push(task);
    return { id: task.id, request_id: asked, _links: selfLink(request, `${PATH}/${String(task.id)}`) };
  });
  sandbox.changes.emit('kommo');
  return written(request, { path: PATH, name: 'tasks', items: added });
}

/** What a task names has to be there; it may belong to nothing. */
function faultsOf({ site }: CrmRequest, fields: Fields): FieldFault[] {
  const faults: FieldFault[] = [];
  if (fields.task_type_id !== undefined && !TYPES.includes(fields.task_type_id)) faults.push(choice('task_type_id'));
  for (const path of ['responsible_user_id', 'created_by', 'updated_by'] as const) {
    const id = fields[path];
    if (id !== undefined && !site.users.some((user) => user.id === id && user.isActive)) faults.push(choice(path));
  }
  if ((fields.entity_id === undefined) !== (fields.entity_type === undefined)) {
    faults.push({ code: 'FieldMissing', path: 'entity_type', detail: 'entity_id and entity_type belong together.' });
  } else if (fields.entity_id !== undefined && !isThere(site, fields)) faults.push(choice('entity_id'));
  return faults;
}

function isThere({ leads, contacts }: CrmRequest['site'], fields: Fields): boolean {
  switch (fields.entity_type) {
    case 'leads':
      return leads.some(({ id }) => id === fields.entity_id);
    case 'contacts':
      return contacts.some(({ id }) => id === fields.entity_id);
    default:
      return false;
  }
}

function choice(path: string): FieldFault {
  return { code: 'NotSupportedChoice', path, detail: 'The value you selected is not a valid choice.' };
}
