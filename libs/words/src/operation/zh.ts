import type { Entry } from '../entry.ts'
import type { en } from './en.ts'

export const zh = {
  CursorUnknown: {
    what: '列表无法从 {cursor} 处继续。',
    remedy: '请使用上一页给出的游标，或不带游标从头开始。',
  },
  InputInvalid: {
    what: '{field} 的值不可用：{reason}。',
    remedy: '请更正后重新生成计划。',
  },
  ProjectUnknown: {
    what: '没有项目 {project}。',
    remedy: '请选择您所属的项目。',
  },
  HostUnknown: {
    what: '项目中没有这些主机：{hosts}。',
    remedy: '请选择集群所在项目中的主机。',
  },
  HostTwice: {
    what: '主机 {host} 被指定了两次。',
    remedy: '请为每台主机只指定一个角色。',
  },
  BundleMissing: {
    what: '没有 Kubernetes {version} 的离线包。',
    why: '平台现有的离线包版本：{versions}。',
    remedy: '请用 slipway bundle 构建或导入，或选择上述版本之一。',
  },
  BundlesUnreachable: {
    what: '无法读取离线包。',
    why: '{reason}',
    remedy: '请检查平台中提供离线包的部分是否在运行，然后重试。',
  },
  PlanUnknown: {
    what: '没有计划 {plan}。',
    remedy: '请重新生成计划，并启动新看到的计划。',
  },
  PlanStale: {
    what: '该计划与现在应做的不一致。',
    why: '生成计划之后，主机信息、离线包、平台或集群发生了变化。',
    remedy: '请重新生成计划，查看变化，再启动新计划。',
  },
  Blocked: {
    what: '操作无法开始：有 {count} 个问题阻碍。',
    why: '{findings}',
    remedy: '请逐一解决，重新采集主机信息，然后重新生成计划。',
  },
  ClusterBusy: {
    what: '集群 {cluster} 正忙：{verb} 自 {since} 起一直在运行。',
    why: '该操作由 {requestedBy} 启动；同一时间只能有一个操作更改集群。',
    remedy: '请等操作 {holder} 结束后重新生成计划。',
  },
  HostBusy: {
    what: '主机 {host} 正忙。',
    why: '它被操作 {holder} 占用。',
    remedy: '请等该操作结束，或选择其他主机。',
  },
  HostTaken: {
    what: '主机 {host} 属于集群 {cluster}。',
    remedy: '请选择其他主机，或先把它移出该集群。',
  },
  HolderStillRuns: {
    what: '已要求操作 {holder} 结束，但它尚未结束。',
    why: '它正在完成不能中途停下的工作；或者没有可以结束它的工作进程在运行。',
    remedy: '请稍候再启动该计划，并确认有工作进程在运行。',
  },
  Ended: {
    what: '操作 {operation} 已经结束。',
    remedy: '请重新生成计划并启动。',
  },
  Interrupted: {
    what: '操作结束时，这一步正在进行。',
    why: '操作被取消，或没有等到它结束。',
    remedy: '它在主机上的状态未知；下一个操作会先检查再执行。',
  },
  TemporalUnreachable: {
    what: '您的请求目前无法完成。',
    why: '工作流服务器没有应答：{reason}',
    remedy: '请检查 Temporal 和工作进程是否在运行，然后重试。',
  },
  PlaybooksMissing: {
    what: '{folder} 中没有剧本。',
    remedy: '请重新安装平台；其 infra/ansible 目录不完整。',
  },
} as const satisfies Record<keyof typeof en, Entry>
