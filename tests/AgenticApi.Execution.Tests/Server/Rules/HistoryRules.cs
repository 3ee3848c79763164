using System.Text.Json;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>Joins the history that a request continues, and refuses what OpenAI refuses.</summary>
internal sealed class HistoryRules(ServerState state, ModelServerOptions options)
{
    /// <summary>Returns why a request is refused, or null and its history.</summary>
    public Refusal? Check(ServedRequest request, out IReadOnlyList<JsonElement> history)
    {
        history = request.Input;
        if (request.PreviousResponseId is { } previousId)
        {
            var refusal = CheckPrevious(previousId, request, out var previous);
            if (refusal is not null)
            {
                return refusal;
            }

            history = [.. previous!.History, .. previous.Output, .. history];
        }
        else if (request.Conversation is { } conversation)
        {
            history = [.. state.Conversation(conversation), .. history];
        }

        if ((options.CheckItems ? ItemRules.Check(request.Input).FirstOrDefault() : null) is { } malformed)
        {
            return malformed;
        }

        var items = new List<JsonElement>();
        foreach (var item in history)
        {
            var isReference = ItemRules.TypeOf(item) == "item_reference";
            if (isReference && state.Items.Stored(item.Text("id") ?? "") is null)
            {
                return IdRules.NotFound(item, options.UnstoredItemStatus);
            }

            items.Add(isReference ? state.Items.Stored(item.Text("id")!)!.Value : item);
        }

        history = items;
        return Violations(request, items).FirstOrDefault();
    }

    private Refusal? CheckPrevious(string id, ServedRequest request, out ResponseRun? previous)
    {
        previous = state.Find(id);
        if (request.Conversation is not null)
        {
            return new("Mutually exclusive parameters: 'conversation' and 'previous_response_id'.", null, "mutually_exclusive_parameters");
        }

        return previous is { HasFinished: true }
            ? null
            : new($"Previous response with id '{id}' not found.", "previous_response_id", "previous_response_not_found");
    }

    private IEnumerable<Refusal> Violations(ServedRequest request, List<JsonElement> history)
    {
        var ids = new IdRules(state.Items);
        return
        [
            .. options.CheckArguments ? ItemRules.CheckArguments(request.Input) : [],
            .. options.RefuseUnstoredIds ? ids.CheckStored(request, options.UnstoredItemStatus) : [],
            .. options.CheckEncryptedContent ? ids.CheckContent(request, options.UnstoredItemStatus) : [],
            .. options.CheckDuplicateIds ? IdRules.CheckDuplicates(history) : [],
            .. options.CheckReasoningPairs ? ids.CheckPairs(history) : [],
            .. options.CheckOutputs ? OutputRules.Check(history) : [],
        ];
    }
}
