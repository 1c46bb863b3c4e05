import { en as accessEn } from './access/en.ts'
import { zh as accessZh } from './access/zh.ts'
import { en as clusterEn } from './cluster/en.ts'
import { zh as clusterZh } from './cluster/zh.ts'
import { en as credentialEn } from './credential/en.ts'
import { zh as credentialZh } from './credential/zh.ts'
import { en as hostEn } from './host/en.ts'
import { zh as hostZh } from './host/zh.ts'
import { en as operationEn } from './operation/en.ts'
import { zh as operationZh } from './operation/zh.ts'
import { en as platformEn } from './platform/en.ts'
import { zh as platformZh } from './platform/zh.ts'
import { en as preflightEn } from './preflight/en.ts'
import { zh as preflightZh } from './preflight/zh.ts'
import { en as runEn } from './run/en.ts'
import { zh as runZh } from './run/zh.ts'
import { en as screenEn } from './screen/en.ts'
import { zh as screenZh } from './screen/zh.ts'
import { en as stepEn } from './step/en.ts'
import { zh as stepZh } from './step/zh.ts'
import { en as verifyEn } from './verify/en.ts'
import { zh as verifyZh } from './verify/zh.ts'

/**
 * Everything that people read, in both languages, by area. A code is `area/Name`; failures, findings, steps and the
 * words of screens are all here, so that dashboard, CLI and API say the same.
 */
export const catalogue = {
  en: {
    access: accessEn,
    cluster: clusterEn,
    credential: credentialEn,
    host: hostEn,
    operation: operationEn,
    platform: platformEn,
    preflight: preflightEn,
    run: runEn,
    screen: screenEn,
    step: stepEn,
    verify: verifyEn,
  },
  zh: {
    access: accessZh,
    cluster: clusterZh,
    credential: credentialZh,
    host: hostZh,
    operation: operationZh,
    platform: platformZh,
    preflight: preflightZh,
    run: runZh,
    screen: screenZh,
    step: stepZh,
    verify: verifyZh,
  },
} as const
