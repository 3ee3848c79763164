using System.Text.Json.Nodes;
using AgenticApi.Scripted.Writing;

namespace AgenticApi.Scripted.Playing;

/// <summary>Plays a scenario: answers one request after the other, and refuses what a real server would, or what the scenario does not have.</summary>
internal sealed class Player(Scenario scenario)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Served> _responses = [];
    private readonly Dictionary<string, Served?> _conversations = [];
    private int _played;

    public Answer Respond(JsonObject request)
    {
        lock (_lock)
        {
            if (Refusal(request, out var before) is { } refusal)
            {
                return refusal;
            }

            var exchange = new Exchange(scenario, ++_played, request, before?.Tokens ?? 0);
            var served = new Served(scenario.Dialect.Final(exchange), AnswerWriter.Write(exchange), exchange.InputTokens + exchange.OutputTokens);
            Keep(exchange, served);
            return Give(exchange, served);
        }
    }

    public Answer CreateConversation(JsonObject request)
    {
        lock (_lock)
        {
            var id = "conv_" + Ids.Hex(50, $"{scenario.Name}/conversation/{_conversations.Count}");
            _conversations[id] = null;
            var conversation = new JsonObject
            {
                ["id"] = id,
                ["object"] = "conversation",
                ["created_at"] = Exchange.Epoch,
                ["metadata"] = request["metadata"]?.DeepClone() ?? new JsonObject(),
            };
            return Answer.Of(conversation, indented: true);
        }
    }

    /// <summary>A response again: whole, or its events after a number.</summary>
    public Answer Retrieve(string id, bool stream, int startingAfter)
    {
        lock (_lock)
        {
            if (!_responses.TryGetValue(id, out var served))
            {
                return Answer.Refuse(404, $"Response with id '{id}' not found.", null, null);
            }

            return stream
                ? Answer.Of(scenario, served.Events.Where(e => (int?)e["sequence_number"] > startingAfter))
                : Answer.Of(served.Response, scenario.Dialect.IndentsBodies);
        }
    }

    private Answer? Refusal(JsonObject request, out Served? before)
    {
        before = null;
        if ((string?)request["model"] is null)
        {
            return Answer.Refuse(400, "Missing required parameter: 'model'.", "model", "missing_required_parameter");
        }

        if ((string?)request["previous_response_id"] is { } previous && !_responses.TryGetValue(previous, out before))
        {
            return Answer.Refuse(404, $"Previous response with id '{previous}' not found.", "previous_response_id", "previous_response_not_found");
        }

        if (Conversation(request) is { } conversation && !_conversations.TryGetValue(conversation, out before))
        {
            return Answer.Refuse(404, $"Conversation with id '{conversation}' not found.", null, null);
        }

        return Unanswered(request["input"], before?.Open ?? []) ?? Unscripted(request);
    }

    private static Answer? Unanswered(JsonNode? input, IReadOnlyList<string> before)
    {
        var (open, answered) = (before.Concat(RequestInput.Calls(input)).ToList(), RequestInput.Answered(input));
        return (open.Except(answered).FirstOrDefault(), answered.Except(open).FirstOrDefault()) switch
        {
            ({ } call, _) => Answer.Refuse(400, $"No tool output found for function call {call}.", "input", null),
            (_, { } call) => Answer.Refuse(400, $"No tool call found for function call output with call_id {call}.", "input", null),
            _ => null,
        };
    }

    private Answer? Unscripted(JsonObject request)
    {
        if (_played == scenario.Turns.Count)
        {
            return Answer.Refuse(400, $"The scenario {scenario.Name} is over after {_played} turns.", null, "unscripted");
        }

        var (said, expected) = (RequestInput.Words(request["input"]), scenario.Turns[_played].Ask);
        var message = $"The scenario {scenario.Name} expects '{expected}' as turn {_played + 1}, not '{said}'.";
        return said == expected ? null : Answer.Refuse(400, message, "input", "unscripted");
    }

    private void Keep(Exchange exchange, Served served)
    {
        // What is not stored cannot be gone on from; a background response can at least be retrieved.
        if (((bool?)exchange.Request["store"] ?? true) || exchange.Background)
        {
            _responses[scenario.Dialect.ResponseId(exchange)] = served;
        }

        if (Conversation(exchange.Request) is { } conversation)
        {
            _conversations[conversation] = served;
        }
    }

    private Answer Give(Exchange exchange, Served served)
    {
        if ((bool?)exchange.Request["stream"] ?? false)
        {
            return Answer.Of(scenario, served.Events);
        }

        return exchange.Turn.Error is { } error
            ? Answer.Error(429, (string)error["message"]!, (string)error["code"]!, null, (string)error["code"]!)
            : Answer.Of(served.Response, scenario.Dialect.IndentsBodies);
    }

    private static string? Conversation(JsonObject request) => (string?)(request["conversation"] is JsonObject given ? given["id"] : request["conversation"]);
}
