import type { Entry } from '../entry.ts'
import type { en } from './en.ts'

export const zh = {
  SignedOut: {
    what: '尚未登录。',
    why: '请求未携带会话，或会话已结束。',
    remedy: '请先登录（slipway login），再重试。',
  },
  NotAllowed: { what: '您无权执行此操作：需要权限 {permission}。', remedy: '请联系平台管理员。' },
  SignInFailed: { what: '用户名或密码错误。', remedy: '请检查后重试。' },
  TooManyAttempts: {
    what: '登录失败次数过多，{seconds} 秒后才能再次尝试。',
    why: '失败次数按用户名和来源地址统计。',
    remedy: '请等待后重试。',
  },
  PasswordWrong: { what: '当前密码错误。', remedy: '请输入您登录时使用的密码。' },
  PasswordShort: {
    what: '密码至少需要 {least} 个字符。',
    remedy: '请选用更长的密码；由几个词组成的密码便于记忆。',
  },
  PasswordLong: { what: '密码最多 {most} 个字符。', remedy: '请选用更短的密码。' },
  PasswordSame: { what: '新密码与旧密码相同。', remedy: '请选用另一个密码。' },
  OriginForeign: {
    what: '该请求不是由本服务器的页面发出的。',
    why: '会话 Cookie 只接受来自平台自身页面的请求。',
    remedy: '请直接使用控制台；如经过代理，请将 api.publicUrl 设为浏览器所见的地址。',
  },
  NotJson: { what: '请求体未声明为 JSON。', remedy: '请携带请求头 Content-Type: application/json。' },
  InputInvalid: { what: '{field} 无效：{reason}。', remedy: '请更正后重试。' },
  Unknown: { what: '{what} {id} 不存在，或您无权查看。', remedy: '请检查名称或 ID。' },
  CsvInvalid: { what: '主机表无效：{reason}。', remedy: '请更正；未导入任何主机。' },
  CsvColumns: { what: '主机表缺少列：{missing}。', remedy: '首行应为 name,address,port；port 可以省略。' },
  TooDeep: { what: '该文档有 {depth} 层字段；最多允许 {greatest} 层。', remedy: '请拆分为多个较小的文档。' },
  TooCostly: {
    what: '该文档的开销为 {cost}；最多允许 {greatest}。',
    remedy: '请减少字段，或缩短每页长度（first）。',
  },
  SubscriptionsOnly: {
    what: 'WebSocket 上只处理订阅。',
    remedy: '查询和变更请以 POST 方式发送到 /graphql。',
  },
  TooManySubscriptions: { what: '每个连接最多 {most} 个订阅。', remedy: '请结束部分订阅，或另开连接。' },
  ClusterNotRunning: {
    what: '集群 {cluster} 没有可以签发 kubeconfig 的 API 服务器。',
    why: '集群尚未创建完成，或已删除。',
    remedy: '请等待集群创建完成后重试。',
  },
  HoursInvalid: {
    what: 'kubeconfig 的有效期为 {least} 至 {most} 小时。',
    remedy: '请给出此范围内的小时数。',
  },
  ServerUnknown: {
    what: '集群证书中没有地址 {server}。',
    why: '证书包含的地址：{known}。',
    remedy: '请选用其中之一，或在创建集群时通过 apiNames 给出。',
  },
  UiNotSet: { what: '平台不知道 Temporal 界面的地址。', remedy: '请将 temporal.uiUrl 设为其地址。' },
  UiUnreachable: { what: 'Temporal 界面没有响应。', remedy: '请确认 Temporal 及其界面正在运行。' },
  BundlesUnreachable: {
    what: '无法读取平台的离线包：{reason}。',
    remedy: '请确认离线包已构建（slipway bundle list）并在提供服务，且 hosts.filesUrl 指向该服务。',
  },
} as const satisfies Record<keyof typeof en, Entry>
