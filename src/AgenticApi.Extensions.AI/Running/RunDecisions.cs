using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>What was decided about the calls of a run that waits.</summary>
/// <param name="RunId">The run.</param>
/// <param name="InputCount">How many items it began with.</param>
/// <param name="Decisions">The decisions.</param>
internal sealed record RunDecisions(string RunId, int InputCount, IReadOnlyList<RunDecision> Decisions)
{
    /// <summary>The decisions in the messages after the last answer; null where there are none.</summary>
    /// <exception cref="NotSupportedException">They are about several runs, or stand beside something else.</exception>
    public static RunDecisions? Of(IEnumerable<ChatMessage> messages)
    {
        var contents = messages.Reverse().TakeWhile(static message => message.Role != ChatRole.Assistant).SelectMany(static message => message.Contents).ToList();
        var decided = contents.OfType<ToolApprovalResponseContent>().Select(static response => (Response: response, Id: RunRequestId.Parse(response.RequestId))).Where(static one => one.Id is not null).ToList();
        if (decided.Count == 0)
        {
            return null;
        }

        var first = decided[0].Id!.Value;
        return decided.Count == contents.Count && decided.All(one => one.Id!.Value.Key.RunId == first.Key.RunId)
            ? new RunDecisions(first.Key.RunId, first.InputCount, [.. decided.Select(static one => Of(one.Response, one.Id!.Value))])
            : throw new NotSupportedException("Decisions about a run that waits are sent alone: nothing else goes in before its calls are answered.");
    }

    private static RunDecision Of(ToolApprovalResponseContent response, RunRequestId id) =>
        new(id.Key, id.Digest, response.Approved ? DecisionKind.Run : DecisionKind.Refuse) { Reason = response.Approved ? null : response.Reason };
}
