import type { Entry } from '../entry.ts'
import type { en } from './en.ts'

export const zh = {
  NameTaken: {
    what: '凭据 {name} 已存在。',
    remedy: '请换一个名称，或先删除已有的凭据。',
  },
  InUse: {
    what: '无法删除凭据 {name}。',
    why: '有 {hosts} 台主机正在使用它登录。',
    remedy: '请先移除这些主机，或为它们换用其他凭据。',
  },
  NoMasterKey: {
    what: '{folder} 中没有主密钥。',
    why: '凭据和集群机密都用主密钥加密。',
    remedy: '请把原来的密钥文件放回，或用 SLIPWAY_MASTER_KEY 提供密钥。',
  },
  MasterKeyUnreadable: {
    what: '无法读取主密钥 {key}。',
    why: '主密钥由一个标识（字母、数字、点或连字符）和 32 字节的 base64 文本组成。',
    remedy: '请原样放回该密钥；没有它，用它加密的内容无法打开。',
  },
  KeyMissing: {
    what: '无法打开一项机密。',
    why: '它由主密钥 {key} 加密，而该密钥不在。',
    remedy: '请把该密钥文件放回其他密钥旁边，然后重新启动平台。',
  },
  SealBroken: {
    what: '无法打开机密 {context}。',
    why: '它在数据库中的内容被改动过，或是从别处移来的。',
    remedy: '请从备份恢复数据库，或重新录入该机密。',
  },
} as const satisfies Record<keyof typeof en, Entry>
