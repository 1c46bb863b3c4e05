import type { Entry } from '../entry.ts'
import type { en } from './en.ts'

export const zh = {
  TaskFailed: {
    what: '主机 {host} 上的任务“{task}”失败。',
    why: '{message}',
    remedy: '按最后几行输出排除故障；完整输出见该步骤的日志。然后重新启动操作。',
  },
  Lost: {
    what: '主机 {host} 上的执行已丢失：监管它的进程不在了。',
    why: '它被终止，或者 worker 所在机器内存不足或已重启。',
    remedy: '系统会自动重试。若仍然失败，请检查 worker 所在机器，然后重新启动操作。',
  },
  Cancelled: {
    what: '操作已取消，主机 {host} 上的执行已终止。',
    remedy: '被取消的步骤可能只完成了一半；重新启动操作以完成它，或删除集群。',
  },
  CalledOff: {
    what: '步骤 {step} 已被取消。',
    why: '它在等待另一个步骤的结果，而那个步骤失败了。',
    remedy: '请先排除那个步骤的故障；本步骤自身无需处理。',
  },
  NotStarted: {
    what: '无法在 {folder} 中启动执行。',
    why: '其监管进程立即退出；原因见该目录中的 output.log。',
    remedy: '请确认磁盘有空间，并且 worker 所在机器上的 Python 3 可用。',
  },
  Unexpected: {
    what: '发生了未预料的失败。',
    why: '{message}',
    remedy: '查看该步骤的日志和 worker 的日志，然后重新启动操作。',
  },
} as const satisfies Record<keyof typeof en, Entry>
