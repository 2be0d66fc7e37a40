import { Failure } from '#domain/failures.ts';

/**
 * Asks an issuer elsewhere, with its failures told as identity pools tell them.
 * @throws Failure `externalService`, `loginRejected`
 */
export async function askIssuer<Answer>(provider: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.failure === 'issuerUnreachable') throw new Failure('externalService', { provider });
    if (error.failure === 'issuerCertificate') throw new Failure('loginRejected', { reason: error.message });
    throw error;
  }
}
