/** The binding EMAIL of a local gateway: what it sends goes to the simulator, and what that refuses is thrown as Cloudflare would. */
export const MAIL_WORKER = `
import { WorkerEntrypoint } from 'cloudflare:workers'
export default class Mail extends WorkerEntrypoint {
  async send(letter) {
    const response = await fetch(this.env.SIMULATOR_URL + '/_sim/mail', { method: 'POST', body: JSON.stringify(letter) })
    const answer = await response.json()
    if (!response.ok) throw new Error(answer.error)
    return answer
  }
}
`
