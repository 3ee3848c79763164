using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Makes the next request of a run, and corrects one that the server refused.</summary>
internal static class RoundRequest
{
    private const string EncryptedReasoning = "reasoning.encrypted_content";

    /// <summary>Returns the next request.</summary>
    /// <param name="state">The state of the run.</param>
    /// <param name="forbidsCalls">Whether the model must answer without calls.</param>
    public static ResponseRequest Of(RunState state, bool forbidsCalls)
    {
        var template = state.Template;
        var isFirst = state.Round == 0;
        var next = template with { ToolChoice = isFirst ? template.ToolChoice : NextRequest.Unforced(template.ToolChoice), Include = IncludeOf(state) };
        if (forbidsCalls)
        {
            next = next with { ToolChoice = JsonElement.Parse("\"none\""u8) };
        }

        return state.Continuation switch
        {
            Continuation.Items => next with { Input = Resent(state) },
            Continuation.PreviousResponse => next with { Input = [.. state.Unsent], PreviousResponseId = state.LastResponseId ?? template.PreviousResponseId },
            _ => next with { Input = [.. state.Unsent] },
        };
    }

    /// <summary>Removes optional parts that the server refuses, or adds missing calls.</summary>
    /// <returns>Whether the request changed, so that it can be repeated.</returns>
    public static bool TryCorrect(RunState state, AccumulatedResponse result, EndpointExchange exchange)
    {
        if (exchange.HttpStatus is not (400 or 404 or 422) || result.Response.Error is not { } error)
        {
            return false;
        }

        var isAboutInclude = error.Message.Contains("encrypted_content", StringComparison.OrdinalIgnoreCase) || error.Param == "include";
        if (isAboutInclude && !state.LeavesOutInclude && IncludeOf(state).Count > state.Template.Include.Count)
        {
            return state.LeavesOutInclude = true;
        }

        if (state.Continuation != Continuation.Items)
        {
            return Mentions(error, "No tool call found") && TrySendCalls(state);
        }

        var isAboutId = Mentions(error, "not found") || Mentions(error, "persisted") || Mentions(error, "Duplicate item");
        return isAboutId && !state.DropsIds && Resent(state).Exists(static item => item.Id is { Length: > 0 }) && (state.DropsIds = true);
    }

    private static bool Mentions(ResponseError error, string text) => error.Message.Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds the calls to their outputs, if the conversation of the server lacks them.</summary>
    private static bool TrySendCalls(RunState state)
    {
        if (state.Unsent.Exists(RoundCall.IsCall))
        {
            return false;
        }

        var before = state.Unsent.Count;
        var calls = state.Unsent.Select(output => state.Items.FindLast(item => RoundCall.IsCall(item) && ToolOutputs.Answers(output, item)));
        state.Unsent.InsertRange(0, [.. calls.OfType<OutputItem>().Select(static item => ResentItems.WithIds(ResentItems.WithValidArguments(item), ItemIds.Drop))]);
        return state.Unsent.Count > before;
    }

    /// <summary>Returns the whole conversation without what the server would refuse.</summary>
    private static List<OutputItem> Resent(RunState state) =>
    [
        .. state.Items
            .Where(item => state.Template.Store != false || item is not ReasoningItem reasoning || ResentItems.IsReadable(reasoning))
            .Select(item => ResentItems.WithIds(ResentItems.WithValidArguments(item), state.DropsIds ? ItemIds.Drop : ItemIds.Keep)),
    ];

    private static IReadOnlyList<string> IncludeOf(RunState state)
    {
        var template = state.Template;
        var isNeeded = template.Store == false && (template.ReasoningEffort is not null || template.Other?["reasoning"] is not null) && state.Continuation == Continuation.Items;
        return isNeeded && !state.LeavesOutInclude && !template.Include.Contains(EncryptedReasoning) ? [.. template.Include, EncryptedReasoning] : template.Include;
    }
}
