// Reads { policies: { name: document }, calls: [{ action, resources: [{ arn, context }] }] } as JSON and prints, for each
// call, { name: whether the policy allows it }. A call is allowed if it is on every resource that AWS asks for.
import { runSimulation } from "@cloud-copilot/iam-simulate";
import { text } from "node:stream/consumers";

const ACCOUNT = "111122223333";

async function allows(policy, action, { arn, context }) {
  const simulation = {
    request: {
      principal: `arn:aws:iam::${ACCOUNT}:role/judged`,
      action,
      resource: { resource: arn, accountId: ACCOUNT },
      contextVariables: context,
    },
    identityPolicies: [{ name: "judged", policy }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
  const found = await runSimulation(simulation, {});
  if (found.resultType === "error") {
    throw new Error(`${action} on ${arn}: ${JSON.stringify(found.errors)}`);
  }
  // A key that the action does not have, such as a misspelt one, would silently change nothing.
  const { ignoredContextKeys } = found.result ?? {};
  if (ignoredContextKeys?.length) {
    throw new Error(`${action} on ${arn} has no ${ignoredContextKeys}`);
  }
  return found.overallResult === "Allowed";
}

const { policies, calls } = JSON.parse(await text(process.stdin));
const verdicts = [];
for (const { action, resources } of calls) {
  const verdict = {};
  for (const [name, policy] of Object.entries(policies)) {
    const each = await Promise.all(resources.map((resource) => allows(policy, action, resource)));
    verdict[name] = each.every(Boolean);
  }
  verdicts.push(verdict);
}
console.log(JSON.stringify(verdicts));
