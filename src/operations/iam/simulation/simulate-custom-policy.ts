import { Failure } from '#domain/failures.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { simulatedCaller } from '../../steps/iam/simulated-caller.ts';
import { policiesGiven, simulated } from '../../steps/iam/simulation.ts';

/** Decides actions by policies that are given, as if somebody had them. Nothing is done and nothing kept. */
export async function simulateCustomPolicy(
  { PolicyInputList, ...question }: IamInput<'SimulateCustomPolicy'>,
  { store, settings: { accountId } }: Uses<'store' | 'settings'>,
): IamOutput<'SimulateCustomPolicy'> {
  const { CallerArn, ResourcePolicy, PermissionsBoundaryPolicyInputList } = question;
  if (ResourcePolicy !== undefined && CallerArn === undefined) {
    throw new Failure('invalidInput', { reason: 'Invalid Input Parameter: a resource policy needs a CallerArn.' });
  }
  return simulated(question, {
    caller: CallerArn === undefined ? { kind: 'user', accountId } : await simulatedCaller(store.iam, CallerArn),
    policies: policiesGiven('PolicyInputList', PolicyInputList),
    boundary: policiesGiven('PermissionsBoundaryPolicyInputList', PermissionsBoundaryPolicyInputList, 'boundary'),
  });
}
