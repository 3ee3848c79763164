using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>The decisions about the waiting calls of a run.</summary>
/// <param name="RunId">The id of the run.</param>
/// <param name="InputCount">The number of items that the run began with.</param>
/// <param name="Decisions">The decisions.</param>
internal sealed record RunDecisions(string RunId, int InputCount, IReadOnlyList<RunDecision> Decisions)
{
    /// <summary>Returns the decisions in the messages after the last answer; null if there are none.</summary>
    /// <exception cref="NotSupportedException">The decisions are about several runs, or there are other contents.</exception>
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
            : throw new NotSupportedException("Send the decisions about one waiting run without any other content. Its calls must be answered first.");
    }

    private static RunDecision Of(ToolApprovalResponseContent response, RunRequestId id) =>
        new(id.Key, id.Digest, response.Approved ? DecisionKind.Run : DecisionKind.Refuse) { Reason = response.Approved ? null : response.Reason };
}
