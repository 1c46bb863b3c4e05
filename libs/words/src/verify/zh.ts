import type { Entry } from '../entry.ts'
import type { en } from './en.ts'

export const zh = {
  ClusterUnreachable: {
    what: '集群 {cluster} 的 API 在 {server} 没有应答：{reason}。',
    remedy: '请确认控制平面正在运行，且平台能访问其 6443 端口，然后重试。',
  },
  ClusterRefused: {
    what: '集群 {cluster} 拒绝了请求：{reason}。',
    why: '该请求为 {request}。',
    remedy: '请根据原因排除故障后重试。',
  },
  NodesNotReady: {
    what: '以下节点未就绪：{nodes}。',
    why: '节点报告：{reasons}。',
    remedy: '请查看这些节点上 kubelet 和 containerd 的日志，然后重试。',
  },
  NodesMissing: {
    what: '以下节点没有加入集群：{nodes}。',
    remedy: '请查看加入节点的步骤，然后重试。',
  },
  WrongVersion: {
    what: '以下节点的版本不是 {expected}：{nodes}。',
    remedy: '请查看安装程序的步骤，然后重试。',
  },
  CertificateMissing: {
    what: '以下节点的 kubelet 没有获得服务证书：{nodes}。',
    why: '见到的请求：{requests}。',
    remedy: '请查看 kubelet 和 kube-controller-manager 的日志，然后重试。',
  },
  DnsNotReady: {
    what: '集群的 DNS 未就绪：{wanted} 个 Pod 中只有 {ready} 个就绪。',
    remedy: '请查看 kube-system 中 CoreDNS 的 Pod，然后重试。',
  },
  ProbeFailed: {
    what: '以下节点上的 Pod 无法通过服务名访问 API：{nodes}。',
    why: 'Pod 输出：{output}',
    remedy: '请确认节点之间的 UDP 8472 端口互通，然后查看 Flannel 和 kube-proxy 的 Pod。',
  },
  ExecFailed: {
    what: '在以下节点的 Pod 中无法执行程序或读取日志：{nodes}。',
    why: 'API 返回：{output}',
    remedy: '请确认控制平面能访问节点的 10250 端口，然后检查其 kubelet 的证书。',
  },
  ProbeRemains: {
    what: '检查所用的 Pod 没有消失：{pods}。',
    remedy:
      '请用 kubectl --namespace kube-system describe pods --selector app=slipway-verify 查看原因，然后重试。',
  },
  ManifestMissing: {
    what: '软件包 {version} 中没有 {name}。',
    remedy: '请重新构建或导入该软件包。',
  },
  BundleMissing: {
    what: '平台没有提供计划所用的软件包 {version}（sha256 {digest}）。',
    remedy: '请重新导入该软件包，或使用现有的软件包重新制定计划。',
  },
  BundlesUnreachable: {
    what: '无法访问平台自身的文件服务 {url}：{reason}。',
    remedy: '请确认平台在该地址提供软件包，然后重试。',
  },
  ActionUnknown: {
    what: '此版本的平台不认识操作 {action}。',
    remedy: '请使用制定该计划的版本执行，或重新制定计划。',
  },
  AccessGone: {
    what: '访问 {access} 不存在或已被撤销。',
    remedy: '请重新申请。',
  },
  AccessRefused: {
    what: '集群没有为访问 {access} 签发证书：{reason}。',
    remedy: '请查看 kube-controller-manager 的日志，然后重新申请访问。',
  },
} as const satisfies Record<keyof typeof en, Entry>
