import { Failure } from '#domain/failures.ts';
import type { IamInput, IamOutput, Uses } from '../../operation.ts';
import { simulatedCaller } from '../../steps/iam/simulated-caller.ts';
import { simulatedSubject } from '../../steps/iam/simulated-subject.ts';
import { policiesGiven, simulated } from '../../steps/iam/simulation.ts';

/** Decides actions by the policies that a user, group or role has, and by more that are given. Nothing is done. */
export async function simulatePrincipalPolicy(
  { PolicySourceArn, PolicyInputList, PolicyExclusionList, ...question }: IamInput<'SimulatePrincipalPolicy'>,
  uses: Uses<'store' | 'iam' | 'settings'>,
): IamOutput<'SimulatePrincipalPolicy'> {
  if (PolicyExclusionList !== undefined) throw new Failure('notHonoured', { setting: 'PolicyExclusionList' });
  const { CallerArn, ResourcePolicy, PermissionsBoundaryPolicyInputList } = question;
  const subject = await simulatedSubject(uses, PolicySourceArn);
  if (ResourcePolicy !== undefined && CallerArn === undefined && subject.caller.userId === undefined) {
    throw new Failure('invalidInput', {
      reason: 'Invalid Input Parameter: a resource policy needs a CallerArn, unless the source is a user.',
    });
  }
  return simulated(question, {
    caller: CallerArn === undefined ? subject.caller : await simulatedCaller(uses.store.iam, CallerArn),
    policies: [...subject.policies, ...policiesGiven('PolicyInputList', PolicyInputList)],
    boundary:
      PermissionsBoundaryPolicyInputList === undefined
        ? subject.boundary
        : policiesGiven('PermissionsBoundaryPolicyInputList', PermissionsBoundaryPolicyInputList, 'boundary'),
  });
}
