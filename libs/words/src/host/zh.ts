import type { Entry } from '../entry.ts'
import type { en } from './en.ts'

export const zh = {
  Unreachable: {
    what: '无法通过 {address} 连接主机 {host}：{reason}。',
    remedy: '请确认主机已开机，地址和 SSH 端口正确，并且与平台之间没有防火墙阻挡。',
  },
  LoginRefused: {
    what: '主机 {host} 拒绝了用户 {user} 的登录。',
    why: '凭据不满足要求。主机接受的方式：{methods}。',
    remedy: '请为主机指定用户名与密码或密钥正确的凭据，然后重新采集。',
  },
  CredentialUnusable: {
    what: '主机 {host} 的凭据无法使用：{reason}。',
    remedy: '请重新保存完整的私钥及其口令。',
  },
  PasswordExpired: {
    what: '用户 {user} 在主机 {host} 上的密码已过期。',
    remedy: '请手动登录并设置新密码，然后保存到凭据中。',
  },
  NoShell: {
    what: '用户 {user} 在主机 {host} 上无法获得 shell。',
    why: '主机返回：{output}。',
    remedy: '请为该用户设置登录 shell（例如 /bin/sh），或改用其他用户。',
  },
  SudoRefused: {
    what: '用户 {user} 无法在主机 {host} 上取得 root 权限。',
    why: 'sudo 返回：{reason}。',
    remedy: '请在 sudoers 中允许该用户无需终端执行所有命令，并保存正确的 sudo 密码。',
  },
  SudoPasswordNeeded: {
    what: '主机 {host} 上的 sudo 要求用户 {user} 输入密码，而凭据中没有该密码。',
    remedy: '请在凭据中保存 sudo 密码，或在 sudoers 中设置为免密码。',
  },
  KeyChanged: {
    what: '主机 {host} 出示的密钥与首次见到时不同。',
    why: '主机已重新安装，或者该地址由另一台机器应答。首次：{expected}；现在：{seen}。',
    remedy: '若清楚更换原因，请执行：slipway host forget-key {host}；否则请先查明是谁在应答。',
  },
  FactsUnreadable: {
    what: '无法理解主机 {host} 返回的信息：{missing}。',
    remedy: '请确认主机运行受支持的 Linux 并具备常用工具，然后重新采集。',
  },
  CommandFailed: {
    what: '主机 {host} 上的命令失败：{outcome}。',
    why: '最后的输出：{output}',
    remedy: '请根据最后的输出排除故障后重试。',
  },
  NameTaken: {
    what: '已有名为 {name} 的主机。',
    remedy: '请换一个名称。',
  },
  AddressTaken: {
    what: '地址 {address}（端口 {port}）属于已登记的主机。',
    why: '它可能在另一个项目中。',
    remedy: '请使用已有的主机，或先将其移除。',
  },
  InUse: {
    what: '无法移除主机 {host}：它属于集群 {cluster}。',
    remedy: '请先将其移出集群，或先删除集群。',
  },
  Gone: {
    what: '主机 {host} 已不存在。',
    remedy: '请查看主机列表。',
  },
} as const satisfies Record<keyof typeof en, Entry>
