import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { withServer } from './kubeconfig.ts'

const adminConf = `apiVersion: v1
kind: Config
clusters:
- cluster: {certificate-authority-data: Q0E=, server: "https://api.demo.slipway.internal:6444"}
  name: demo
contexts:
- context: {cluster: demo, user: kubernetes-admin}
  name: kubernetes-admin@demo
current-context: kubernetes-admin@demo
users:
- name: kubernetes-admin
  user: {client-certificate-data: Q1JU, client-key-data: S0VZ}
`

test('the administrator’s kubeconfig names the API as the platform reaches it, and is otherwise the same', () => {
  const [before, after] = [adminConf, withServer(adminConf, 'https://192.0.2.10:6443')].map((text) =>
    parse(text),
  )
  expect(after.clusters[0].cluster.server).toBe('https://192.0.2.10:6443')
  after.clusters[0].cluster.server = before.clusters[0].cluster.server
  expect(after).toEqual(before)
})
