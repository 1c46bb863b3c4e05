import type { Entry } from '../entry.ts'
import type { en } from './en.ts'

export const zh = {
  EvenControlPlanes: {
    what: '请求了 {count} 个控制平面。',
    why: 'etcd 需要半数以上成员存活：偶数个成员所能承受的故障并不比少一个时更多。',
    remedy: '请选择 1、3 或 5 个控制平面。',
  },
  ControlPlanesNotYet: {
    what: '请求了 {count} 个控制平面；本版本只创建单控制平面集群。',
    remedy: '请选择一个控制平面。集群入口已按多控制平面设计，以后可以加入更多。',
  },
  NoWorkers: {
    what: '该集群没有工作节点。',
    why: '控制平面不运行普通 Pod。',
    remedy: '运行应用之前请添加工作节点，现在或以后均可。',
  },
  BundleOfOtherVersion: {
    what: '请求的是 Kubernetes {version}，而离线包是 {bundle}。',
    remedy: '请导入或构建 {version} 的离线包，或选择 {bundle}。',
  },
  ArtifactsMissing: {
    what: 'Kubernetes {version} 的离线包缺少 {artifacts}。',
    remedy: '请重新构建或导入离线包：slipway bundle verify 可检查其是否完整。',
  },
  HostTwice: {
    what: '主机 {host} 被指定了多次。',
    remedy: '请为每台主机指定一个角色：控制平面或工作节点。',
  },
  DoubledName: {
    what: '{hosts} 使用了同一个名称 {value}，会造成两个节点同名。',
    remedy: '请只保留一台使用该名称，其余改名。',
  },
  DoubledAddress: {
    what: '{hosts} 使用了同一个地址 {value}。',
    remedy: '可能是同一台机器登记了两次，或其中一个地址有误：请更正或删除。',
  },
  DoubledMachineId: {
    what: '{hosts} 的 machine-id 相同：{value}。',
    why: '它们克隆自同一个已带有 /etc/machine-id 的镜像。',
    remedy: '除一台外，请执行：rm /etc/machine-id && systemd-machine-id-setup，然后重启并重新采集主机信息。',
  },
  DoubledProductId: {
    what: '{hosts} 报告了相同的产品标识 {value}。',
    why: '它们的虚拟硬件是克隆的，或厂商为所有机器设置了同一标识。',
    remedy: '对集群本身没有影响；依赖该标识的存储驱动则要求互不相同。',
  },
  NetworksOverlap: {
    what: 'Pod 网络 {podNetwork} 与服务网络 {serviceNetwork} 重叠。',
    remedy: '请选择两个没有共同地址的网络。',
  },
  PodNetworkTooSmall: {
    what: 'Pod 网络 {network} 可容纳 {room} 个节点，而集群有 {nodes} 个。',
    why: '每个节点占用其中一个 /24。',
    remedy: '请选择更大的网络：/16 可容纳 256 个节点，/13 可容纳 2,048 个。',
  },
  ServiceNetworkSize: {
    what: '服务网络 {network} 的大小不被 API 服务器接受。',
    remedy: '请选择 /{fewest} 到 /{most} 之间的网络；通常 /16 即可。',
  },
  NetworkInUse: {
    what: '集群网络 {network} 与主机 {host} 正在使用的 {taken} 重叠。',
    why: '重叠部分的地址只能到达其中一方。',
    remedy: '请另选一个没有任何主机或路由使用的 Pod 网络或服务网络。',
  },
  AddressNotOwn: {
    what: '主机 {host} 的任何网络接口都没有地址 {address}。',
    why: '访问该主机经过了地址转换，或地址已改变。',
    remedy: '请用主机自身的、其他节点可达的地址登记该主机。',
  },
  NotSeen: {
    what: '尚无主机 {host} 的任何信息。',
    remedy: '请采集主机信息；如果失败，主机页面会说明原因。',
  },
  NotSeenForReset: {
    what: '主机 {host} 从未成功采集过信息。',
    remedy: '如果轮到它时仍无法连接，它不会被还原；请跳过它，或事先使其恢复运行。',
  },
  FactsOld: {
    what: '主机 {host} 的信息是 {hours} 小时前采集的。',
    remedy: '请重新采集，使计划以当前状态为准。',
  },
  InOtherCluster: {
    what: '主机 {host} 是集群 {cluster} 的成员。',
    remedy: '请选择其他主机，或先将它移出 {cluster}。',
  },
  HostBusy: {
    what: '操作 {operation} 正在主机 {host} 上进行。',
    remedy: '请等待其结束，或选择其他主机。',
  },
  OsUnsupported: {
    what: '主机 {host} 运行的是 {os}，本版本不支持将其作为节点。',
    remedy: '请选择运行以下系统之一的主机：{supported}。',
  },
  OsNotInBundle: {
    what: '离线包不含主机 {host} 所用系统 {os} 的软件包；仅包含 {bundle}。',
    remedy: '请构建或导入包含该系统软件包的离线包，或选择其他主机。',
  },
  ArchitectureUnsupported: {
    what: '主机 {host} 的架构是 {architecture}，而离线包适用于 {bundle}。',
    remedy: '请选择与离线包平台一致的主机。',
  },
  KernelTooOld: {
    what: '主机 {host} 的 Linux 内核是 {kernel}；Kubernetes 需要 {needs} 或更新版本。',
    remedy: '请安装系统厂商提供的较新内核并重启，或使用较新的系统。',
  },
  KernelTooOldForNftables: {
    what: '主机 {host} 的 Linux 内核是 {kernel}；代理模式 nftables 需要 {needs} 或更新版本。',
    remedy: '请为该集群选择代理模式 iptables，或安装较新的内核。',
  },
  CgroupV1: {
    what: '主机 {host} 使用 cgroup v1。',
    why: 'Kubernetes 的新功能已不再支持它，并将最终移除。',
    remedy: '请以 systemd.unified_cgroup_hierarchy=1 启动，或使用较新的系统。在此之前集群可以工作。',
  },
  SwapOn: {
    what: '主机 {host} 启用了交换分区。',
    why: 'Pod 的内存可能变慢，而其限制并不会反映出来。',
    remedy: '如果 Pod 需要稳定的性能，请关闭它（swapoff -a，并删除 /etc/fstab 中的对应行）。',
  },
  NoSystemd: {
    what: '主机 {host} 不由 systemd 管理。',
    remedy: '请选择首个进程为 systemd 的主机：kubelet 和 containerd 由它维持运行。',
  },
  NoPython: {
    what: '主机 {host} 没有 Python。',
    remedy: '请从系统软件包安装 Python {needs} 或更新版本（python3），然后重新采集主机信息。',
  },
  PythonTooOld: {
    what: '主机 {host} 的 Python 是 {version}；需要 {needs} 或更新版本。',
    remedy: '请从系统软件包另外安装较新的版本，然后重新采集主机信息。',
  },
  RootRefused: {
    what: '主机 {host} 的登录用户无法成为 root。',
    remedy: '请使用 root 的凭据，或使用 sudo 允许其执行一切命令的用户的凭据。',
  },
  SudoPasswordNeeded: {
    what: '主机 {host} 上的 sudo 要求密码，而凭据中没有。',
    remedy: '请在凭据中保存 sudo 密码，或让 sudo 不要求密码。',
  },
  TooFewCpus: {
    what: '主机 {host} 有 {has} 个 CPU；其角色需要 {needs} 个。',
    remedy: '请增加 CPU，或为该角色选择其他主机。',
  },
  TooLittleMemory: {
    what: '主机 {host} 有 {has} 内存；其角色需要 {needs}。',
    remedy: '请增加内存，或为该角色选择其他主机。',
  },
  TooLittleDisk: {
    what: '主机 {host} 上 {path} 所在文件系统剩余 {has}；需要 {needs}。',
    why: '节点的程序、镜像和日志存放在那里。',
    remedy: '请释放空间或扩容，然后重新采集主机信息。',
  },
  ReadOnly: {
    what: '主机 {host} 上 {path} 所在文件系统以只读方式挂载。',
    why: '可能是有意如此，也可能是内核发现其损坏。',
    remedy: '请查看 dmesg；检查后以可写方式挂载，然后重新采集主机信息。',
  },
  ClockOff: {
    what: '主机 {host} 的时钟与平台相差 {seconds} 秒。',
    why: '证书和令牌自签发时刻起生效。',
    remedy: '请为主机和平台配置同一时间服务器（chrony 或 systemd-timesyncd）。',
  },
  ClockNotSynchronized: {
    what: '主机 {host} 的时钟目前准确，但没有任何服务保持其同步。',
    remedy: '请为主机和平台配置同一时间服务器（chrony 或 systemd-timesyncd）。',
  },
  HostUnfit: {
    what: '主机 {host} 已不再符合计划的要求。',
    why: '{findings}',
    remedy: '请逐一解决，重新采集主机信息，然后重新启动操作。',
  },
  PortTaken: {
    what: '主机 {host} 的端口 {port} 已被 {process} 占用。',
    why: '节点需要该端口。',
    remedy: '请停止并禁用占用该端口的程序，或选择其他主机。',
  },
  Leftovers: {
    what: '主机 {host} 上有以前集群的遗留：{leftovers}。',
    remedy: '请用当初创建它的工具删除该集群，或清除遗留（kubeadm reset），然后重新采集。',
  },
} as const satisfies Record<keyof typeof en, Entry>
