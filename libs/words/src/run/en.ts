import type { Area } from '../entry.ts'

export const en = {
  TaskFailed: {
    what: 'The task “{task}” failed on {host}.',
    why: '{message}',
    remedy:
      'Mend what its last lines name; the whole output is in the step’s log. Then start the operation again.',
  },
  Lost: {
    what: 'The run on {host} was lost: the process that watched over it is gone.',
    why: 'It was killed, or the machine of the worker ran out of memory or was restarted.',
    remedy:
      'It is run again by itself. If that fails too, look at the worker’s machine, then start the operation again.',
  },
  Cancelled: {
    what: 'The run on {host} was ended because the operation was cancelled.',
    remedy:
      'A cancelled step may be half done; start the operation again to finish it, or delete the cluster.',
  },
  CalledOff: {
    what: 'The step {step} was called off.',
    why: 'It waited for what another step was to do, and that one failed.',
    remedy: 'Mend what failed there; this step needs nothing of its own.',
  },
  NotStarted: {
    what: 'A run could not be started in {folder}.',
    why: 'Its supervising process ended at once; output.log in that folder says why.',
    remedy: 'See that the disk has room, and that Python 3 works on the worker’s machine.',
  },
  Unexpected: {
    what: 'Something failed that is not provided for.',
    why: '{message}',
    remedy: 'Look at the step’s log and the worker’s log; start the operation again.',
  },
} as const satisfies Area
