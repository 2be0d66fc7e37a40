import type { Part } from '../workload.ts';

/* What several workloads are held against, with why. */

export const twoTokens: Part = { primitive: 'rsaSign', times: 2, why: 'an ID token and an access token, each signed' };
export const passwordHash: Part = { primitive: 'argon2id', times: 1, why: 'the password is hashed' };
export const newVerifier: Part = { primitive: 'generatorPower', times: 1, why: 'the SRP verifier is g^x, x secret' };
export const signatureCheck: Part = { primitive: 'requestSignature', times: 1, why: 'the request is signed' };
export const oneCommit: Part = {
  primitive: 'sharedCommit',
  times: 1,
  why: 'a durable row; requests that come together can share the flush',
};

export const reads = (times: number, why: string): Part => ({ primitive: 'read', times, why });

export const sealedSession: Part = { primitive: 'seal', times: 1, why: 'the session token is sealed' };

export const tokenCheck = (times: number, why: string): Part => ({ primitive: 'rsaVerify', times, why });
