using System.Text.Json.Nodes;

namespace AgenticApi.Cli;

/// <summary>Has a conversation with a server, turn by turn.</summary>
internal sealed class RecordedConversation(RecordSettings settings, ToolOutputs outputs, IExchange exchange)
{
    private readonly List<(JsonArray Input, int Parent, AccumulatedResponse Answer)> _turns = [];
    private string? _conversation;

    /// <summary>The answers of the turns so far.</summary>
    public IEnumerable<AccumulatedResponse> Answers => _turns.Select(turn => turn.Answer);

    /// <summary>The HTTP status of the last answer; <see langword="null"/> over a WebSocket, and before the first answer.</summary>
    public int? Status => exchange.Status;

    /// <summary>Sends a turn and reads its answer.</summary>
    /// <param name="prompt">The prompt; empty for a turn that only answers calls.</param>
    /// <param name="isLast">Whether this is the last turn.</param>
    /// <param name="onEvents">Receives the number of events so far.</param>
    /// <param name="cancellationToken">Cancels the turn.</param>
    /// <returns>The answer; <see langword="null"/> if there is neither a prompt nor a call to answer.</returns>
    /// <exception cref="InputException">The turn cannot be sent, or its answer cannot be read.</exception>
    public async Task<AccumulatedResponse?> SendAsync(string prompt, bool isLast, Action<long> onEvents, CancellationToken cancellationToken)
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

        // A single prompt is sent as a string, as most clients do.
        JsonNode content = input.Count == 1 && prompt.Length > 0 && link.Kind != LinkKind.History ? prompt : input.DeepClone();
        var body = await BodyAsync(link, content, cancellationToken).ConfigureAwait(false);
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
                body["conversation"] = _conversation ??= await exchange.CreateConversationAsync(cancellationToken).ConfigureAwait(false);
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
        var additional = (settings.Set ?? []).Select(member => (member.Key, member.Value?.DeepClone()));
        foreach (var (name, value) in optional.Where(member => member.Value is not null).Concat(additional))
        {
            body[name] = value;
        }

        return body;
    }

    private string Id(int turn) =>
        _turns[turn - 1].Answer.Response.Id is { Length: > 0 } id
            ? id
            : throw new InputException($"turn {turn} has no response to continue ({Wire.Name(_turns[turn - 1].Answer.Ending)}).");

    /// <summary>Returns the input and output items of a turn and of all turns before it.</summary>
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
