import type { Entry } from '../entry.ts'
import type { en } from './en.ts'

export const zh = {
  Unknown: {
    what: '没有集群 {cluster}。',
    remedy: '请查看您有权看到的集群列表；它可能属于其他项目。',
  },
  NameTaken: {
    what: '集群 {name} 已存在。',
    remedy: '请换一个名称，或先删除已有的集群。',
  },
  Deleted: {
    what: '集群 {name} 已删除。',
    remedy: '无需再做什么；它的历史记录会保留。',
  },
  SecretMissing: {
    what: '集群没有机密 {reference}。',
    why: '负责保存它的步骤没有保存，或集群在此期间已被删除。',
    remedy: '请重新开始该操作。',
  },
} as const satisfies Record<keyof typeof en, Entry>
