import type { Entry } from '../entry.ts'
import type { en } from './en.ts'

export const zh = {
  SettingUnknown: {
    what: '没有名为 {name} 的设置项。',
    why: '它出现在{source}中。',
    remedy: '您要的可能是 {nearest}；slipway config 会列出全部设置项。',
  },
  SettingInvalid: {
    what: '设置项 {name} 的值无效：{reason}。',
    why: '它在{source}中设定。含义：{about}。',
    remedy: '请改成符合要求的值；slipway config 会显示当前的设置。',
  },
  SettingsUnreadable: {
    what: '无法读取 {path} 中的设置：{reason}。',
    remedy: '请修正该文件，或用 SLIPWAY_CONFIG 指定另一个文件。',
  },
  TlsWanted: {
    what: '未配置 TLS 时，API 不得监听 {listen}。',
    why: '其他机器可以访问该地址，密码在传输途中会被看到。',
    remedy: '请设置 api.tls.certificate 和 api.tls.key，或改为监听 127.0.0.1。',
  },
  TlsHalf: {
    what: '设置了 {given}，却没有设置 {missing}。',
    why: '证书和私钥必须成对使用。',
    remedy: '请两项都设置，或都不设置。',
  },
  AddressWanted: {
    what: '组件 {part} 不在此处运行，而 {name} 也没有指定其他地址。',
    remedy: '请设置 {name}，或把 {part} 加入设置项 parts。',
  },
  AlreadyRunning: {
    what: '数据目录 {data} 已有一个平台在运行。',
    remedy: '请使用正在运行的平台，或先结束它，或用 SLIPWAY_DATA 指定另一个目录。',
  },
  PartNotReady: {
    what: '组件 {part} 未能就绪：{outcome}。',
    why: '{lastLines}',
    remedy: '请根据最后几行输出排除问题后重新启动；完整日志见 {log}。',
  },
  PortTaken: {
    what: '设置项 {name} 指定的地址 {listen} 已被占用。',
    remedy: '请结束占用该地址的程序，或改用其他地址。',
  },
  DatabaseSilent: {
    what: '本平台的数据库没有响应。',
    remedy: '请启动平台（npm start），或用 database.url 指定其数据库。',
  },
  PostgresFailed: {
    what: '内置的 PostgreSQL 未能启动。',
    why: '{lines}',
    remedy: '请根据最后几行输出排除问题，或用 database.url 指定另一个 PostgreSQL。',
  },
  FolderOutOfReach: {
    what: 'PostgreSQL 无法进入目录 {folder}。',
    why: '它以 postgres 账户运行，而某个上级目录不允许其他账户进入。',
    remedy: '请允许其他账户通过这些上级目录（chmod o+x），或用 SLIPWAY_DATA 指定另一个目录。',
  },
} as const satisfies Record<keyof typeof en, Entry>
