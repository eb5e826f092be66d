import { Count, Id, Time, Word, entry, maybe, oneOf } from './entry.ts'

const bookingShape = {
  booking_id: Id,
  status: maybe(oneOf(['requested', 'confirmed', 'cancelled'])),
  service_id: maybe(Id),
  resource_id: maybe(Id),
  person_id: maybe(Id),
  call_id: maybe(Id),
  starts_at: maybe(Time),
  ends_at: maybe(Time),
  previous_resource_id: maybe(Id),
  previous_starts_at: maybe(Time),
  previous_ends_at: maybe(Time),
  cancel_reason: maybe(Word),
  revision: maybe(Count),
}

const booking = {
  booking_id: 'bkg_01k5m3x8q2v7w9y0z1a2b3c4d5',
  service_id: 'svc_01k5m3x8q2v7w9y0z1a2b3c4d5',
  resource_id: 'res_01k5m3x8q2v7w9y0z1a2b3c4d5',
  starts_at: '2026-03-09T14:00:00.000Z',
  ends_at: '2026-03-09T14:30:00.000Z',
}

const taskShape = {
  task_id: Id,
  kind: maybe(Word),
  status: maybe(Word),
  priority: maybe(Word),
  queue: maybe(Word),
  call_id: maybe(Id),
  person_id: maybe(Id),
  due_at: maybe(Time),
}

const task = { task_id: 'task_01k5m3x8q2v7w9y0z1a2b3c4d5', call_id: 'call_01k5m3x8q2v7w9y0z1a2b3c4d5' }

const campaignShape = { campaign_id: Id, status: maybe(Word), attempts: maybe(Count) }

export const workEvents = {
  'booking.requested': entry('An appointment is asked for and waits for the business.', bookingShape, {
    ...booking,
    status: 'requested',
  }),
  'booking.confirmed': entry('An appointment is in the diary.', bookingShape, { ...booking, status: 'confirmed' }),
  'booking.rescheduled': entry('An appointment was moved.', bookingShape, {
    ...booking,
    status: 'confirmed',
    previous_starts_at: '2026-03-06T14:00:00.000Z',
  }),
  'booking.cancelled': entry('An appointment was cancelled and its slot is free again.', bookingShape, {
    ...booking,
    status: 'cancelled',
    cancel_reason: 'caller',
  }),
  'refill.requested': entry('Someone asked for a repeat prescription.', taskShape, {
    ...task,
    kind: 'refill',
    status: 'open',
  }),
  'refill.completed': entry('A request for a repeat prescription was met.', taskShape, {
    ...task,
    kind: 'refill',
    status: 'done',
  }),
  'refill.declined': entry('A request for a repeat prescription was declined.', taskShape, {
    ...task,
    kind: 'refill',
    status: 'declined',
  }),
  'task.created': entry('Something waits for a person at the business.', taskShape, {
    ...task,
    kind: 'callback',
    status: 'open',
    priority: 'normal',
    queue: 'front_desk',
  }),
  'task.completed': entry('Someone at the business dealt with a task.', taskShape, {
    ...task,
    kind: 'callback',
    status: 'done',
  }),
  'campaign.started': entry('A campaign began to contact people.', campaignShape, {
    campaign_id: 'cmp_01k5m3x8q2v7w9y0z1a2b3c4d5',
    status: 'running',
  }),
  'campaign.completed': entry('A campaign has nobody left to contact.', campaignShape, {
    campaign_id: 'cmp_01k5m3x8q2v7w9y0z1a2b3c4d5',
    status: 'completed',
    attempts: 40,
  }),
}
