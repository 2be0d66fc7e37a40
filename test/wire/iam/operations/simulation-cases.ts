import assert from 'node:assert/strict';
import type { Cases } from './cases.ts';
import { arn, reading } from './scene.ts';

const ActionNames = ['s3:GetObject', 's3:PutObject'];
const resource = 'arn:aws:s3:::bucket/key';

export const simulationCases: Cases = {
  SimulateCustomPolicy: {
    succeeds: async () => ({ PolicyInputList: [reading], ActionNames, ResourceArns: [resource] }),
    answers({ EvaluationResults, IsTruncated }) {
      const brief = EvaluationResults!.map(
        ({ EvalActionName, EvalResourceName, EvalDecision, MissingContextValues }) => [
          EvalActionName,
          EvalResourceName,
          EvalDecision,
          MissingContextValues,
        ],
      );
      assert.deepEqual(brief, [
        ['s3:GetObject', resource, 'allowed', []],
        ['s3:PutObject', resource, 'implicitDeny', []],
      ]);
      assert.equal(EvaluationResults![0]!.MatchedStatements![0]!.SourcePolicyId, 'PolicyInputList.1');
      assert.deepEqual([EvaluationResults![1]!.MatchedStatements, IsTruncated], [[], false]);
    },
    refuses: {
      InvalidInput: {
        '*This policy contains invalid Json': async () => ({ PolicyInputList: ['allow everything'], ActionNames }),
      },
    },
  },
  SimulatePrincipalPolicy: {
    succeeds: async (scene) => {
      const UserName = await scene.user();
      await scene.iam.putUserPolicy({ UserName, PolicyName: 'rights', PolicyDocument: reading });
      return { PolicySourceArn: arn(`user/${UserName}`), ActionNames };
    },
    answers: ({ EvaluationResults }) =>
      assert.deepEqual(
        EvaluationResults!.map(({ EvalDecision }) => EvalDecision),
        ['allowed', 'implicitDeny'],
      ),
    refuses: {
      InvalidInput: {
        'Invalid Entity Arn: * is not the ARN of a user, group or role.': async () => ({
          PolicySourceArn: arn('policy/reading'),
          ActionNames,
        }),
      },
      NoSuchEntity: {
        'The user with name none cannot be found.': async () => ({ PolicySourceArn: arn('user/none'), ActionNames }),
      },
    },
  },
};
