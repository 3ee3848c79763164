using System.Text.Json.Nodes;

namespace AgenticApi.Cli;

/// <summary>Leads a conversation with a server, turn by turn.</summary>
internal sealed class RecordedConversation(RecordSettings settings, ToolOutputs outputs, IExchange exchange)
{
    private readonly List<(JsonArray Input, int Parent, AccumulatedResponse Answer)> _turns = [];
    private string? _conversation;

    /// <summary>How the turns so far ended.</summary>
    public IEnumerable<AccumulatedResponse> Answers => _turns.Select(turn => turn.Answer);

    /// <summary>The HTTP status of the last answer; null over a WebSocket, and before the first.</summary>
    public int? Status => exchange.Status;

    /// <summary>Takes one turn.</summary>
    /// <param name="prompt">What the user says; empty for a turn that only answers calls.</param>
    /// <param name="isLast">Whether this is the last turn.</param>
    /// <param name="onEvents">Told how many events have come.</param>
    /// <param name="cancellationToken">Ends the turn.</param>
    /// <returns>The answer; null where there is nothing to say: no prompt, and no call to answer.</returns>
    /// <exception cref="InputException">The turn cannot be taken.</exception>
    public async Task<AccumulatedResponse?> TakeAsync(string prompt, bool isLast, Action<long> onEvents, CancellationToken cancellationToken)
    {
        var link = TurnLink.Of(settings, _turns.Count + 1, isLast);
        var input = new JsonArray();
        if (link.Parent > 0)
        {
            outputs.Answer(_turns[link.Parent - 1].Answer.Response).ForEach(input.Add);
        }

        if (prompt.Length > 0)
        {
            input.Add(new JsonObject { ["type"] = "message", ["role"] = "user", ["content"] = prompt });
        }

        if (input.Count == 0)
        {
            return null;
        }

        // A prompt alone is said as people say it.
        JsonNode said = input.Count == 1 && prompt.Length > 0 && link.Kind != LinkKind.History ? prompt : input.DeepClone();
        var body = await BodyAsync(link, said, cancellationToken).ConfigureAwait(false);
        var answer = await exchange.RespondAsync(body, onEvents, cancellationToken).ConfigureAwait(false);
        _turns.Add((input, link.Parent, answer));
        return answer;
    }

    private async Task<JsonObject> BodyAsync(TurnLink link, JsonNode input, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["model"] = settings.Model, ["input"] = input };
        switch (link.Kind)
        {
            case LinkKind.PreviousResponse:
                body["previous_response_id"] = Id(link.Parent);
                break;
            case LinkKind.Conversation:
                body["conversation"] = _conversation ??= await exchange.BeginConversationAsync(cancellationToken).ConfigureAwait(false);
                break;
            case LinkKind.History:
                body["input"] = new JsonArray([.. Before(link.Parent), .. input.AsArray().Select(item => item!.DeepClone())]);
                break;
        }

        body["store"] = link.Store;
        (string Name, JsonNode? Value)[] optional =
        [
            ("instructions", settings.Instructions),
            ("tools", settings.Tools?.DeepClone()),
            ("tool_choice", settings.ToolChoice?.DeepClone()),
            ("max_output_tokens", settings.MaxOutputTokens),
            ("background", settings.Background ? true : null),
        ];
        foreach (var (name, value) in optional.Where(member => member.Value is not null).Concat((settings.Set ?? []).Select(member => (member.Key, member.Value?.DeepClone()))))
        {
            body[name] = value;
        }

        return body;
    }

    private string Id(int turn) =>
        _turns[turn - 1].Answer.Response.Id is { Length: > 0 } id
            ? id
            : throw new InputException($"turn {turn} has no response that could be continued ({Wire.Name(_turns[turn - 1].Answer.Ending)}).");

    /// <summary>All that was said up to a turn, both sides.</summary>
    private IEnumerable<JsonNode?> Before(int turn)
    {
        if (turn == 0)
        {
            return [];
        }

        var (input, parent, answer) = _turns[turn - 1];
        return [.. Before(parent), .. input.Select(item => item!.DeepClone()), .. answer.Response.Output.Select(item => JsonObject.Create(item.Json))];
    }
}
