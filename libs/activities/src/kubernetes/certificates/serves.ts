import { connect } from 'node:tls'

const kubeletPort = 10250
const milliseconds = 2000

/** Whether the kubelet at the address shows a certificate of the cluster's CA that bears the address. */
export const servesByAuthority = (address: string, authority: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: address, port: kubeletPort, ca: authority, timeout: milliseconds }, () =>
      settle(socket.authorized),
    )
    const settle = (serves: boolean): void => {
      socket.destroy()
      resolve(serves)
    }
    socket.on('error', () => settle(false))
    socket.on('timeout', () => settle(false))
  })
