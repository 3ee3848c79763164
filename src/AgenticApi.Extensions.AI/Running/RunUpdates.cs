using System.Text.Json;
using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts the events of a run to updates. Each round is an answer, followed by the outputs of its calls.</summary>
internal sealed class RunUpdates(Agent agent, string? conversation, int inputCount)
{
    private readonly List<CallFinished> _outputs = [];
    private readonly List<FunctionResultContent> _results = [];
    private ResponseUpdates? _updates;
    private AccumulatedResponse? _ended;
    private string? _responseId;

    /// <summary>Returns the updates of an event; often none.</summary>
    public IEnumerable<ChatResponseUpdate> Add(RunEvent e)
    {
        switch (e)
        {
            case RoundStarted or RoundRestarted:
                (_updates, _ended) = (NewRound(), null);
                _results.Clear();
                return [];
            case StreamedEvent streamed:
                return (_updates ??= NewRound()).Add(streamed.Step);
            case CallFinished finished:
                _outputs.Add(finished);
                return _ended is not null || _updates is null ? TakeOutputs() : [];
            case RoundEnded when _updates is null:
                // A resumed round: its answer was passed on before.
                return TakeOutputs();
            case RoundEnded ended:
                return Close(_updates, ended.Result);
            case RunEnded ended:
                return End(ended.Result);
            default:
                return [];
        }
    }

    private List<ChatResponseUpdate> Close(ResponseUpdates updates, AccumulatedResponse result)
    {
        _ended = result;
        _responseId = result.Response.Id is { Length: > 0 } id ? id : _responseId;
        return [.. updates.Finish(result), .. TakeOutputs()];
    }

    private ResponseUpdates NewRound() => new(new AnswerContext { IsRound = true, IsInformational = call => !IsOfCaller(call) });

    /// <summary>Returns whether the caller answers a call, because its tool has no handler.</summary>
    private bool IsOfCaller(OutputItem call)
    {
        var name = call is FunctionCallItem function ? function.Name : ((CustomToolCallItem)call).Name;
        return agent.Tools.Any(tool => tool.Name == name && !tool.HasHandler);
    }

    private List<ChatResponseUpdate> TakeOutputs()
    {
        var outputs = _outputs.Select(Of).ToList();
        _outputs.Clear();
        return outputs;
    }

    private ChatResponseUpdate Of(CallFinished finished)
    {
        var call = finished.Call;
        object output = finished.Output.Text is { } text ? text : finished.Output.Parts;
        var isCustom = agent.Tools.Any(tool => tool.Name == call.Name && tool.IsCustom);
        var result = new FunctionResultContent((_ended is null ? null : _updates?.FinalCallId(call.Key.Position, _ended)) ?? call.CallId, output)
        {
            Exception = finished.Exception,
            AdditionalProperties = isCustom ? new() { [ChatProperties.CallType] = ItemTypes.CustomToolCall } : null,
        };
        _results.Add(result);
        return new ChatResponseUpdate(ChatRole.Tool, [result]) { RawRepresentation = finished, ResponseId = _responseId };
    }

    private IEnumerable<ChatResponseUpdate> End(RunResult result)
    {
        var isOpen = _updates is not null && _ended is null;
        if (isOpen && result.Response is { } open)
        {
            foreach (var update in Close(_updates!, open))
            {
                yield return update;
            }
        }

        var contents = new List<AIContent>();
        contents.AddRange(result.Pending.Where(static call => call.Reason != PendingReason.Caller).Select(Request));
        contents.AddRange(result.Outcome is RunOutcome.Failed or RunOutcome.Truncated && result.Response is { } response && Errors.Of(response) is { } error ? [error] : []);
        contents.AddRange(Usage.Of(result.Usage) is { } usage ? [new UsageContent(usage)] : []);
        contents.Add(Carrier.Of([.. result.Items.Skip(inputCount), .. isOpen && result.Outcome == RunOutcome.Waiting ? OpenItems(result) : []], result, result.RunId));
        yield return new ChatResponseUpdate(ChatRole.Assistant, contents)
        {
            RawRepresentation = result,
            ResponseId = _responseId,
            MessageId = _responseId,
            ModelId = result.Response?.Response.Model,
            FinishReason = ReasonOf(result),
            ConversationId = ConversationIdOf(result),
        };
    }

    private ToolApprovalRequestContent Request(PendingCall pending)
    {
        var (key, callId, name, arguments) = pending.Call;
        return new ToolApprovalRequestContent(
            new RunRequestId(inputCount, pending.Digest, key).ToString(),
            new FunctionCallContent(callId, name, JsonText.MembersOf(arguments) ?? new() { [CallContents.Input] = arguments }) { InformationalOnly = true })
        {
            RawRepresentation = pending,
        };
    }

    /// <summary>Returns the items of the waiting round, which are not yet among the items of the run.</summary>
    private IEnumerable<OutputItem> OpenItems(RunResult result) =>
    [
        .. new ResponseRequest().Continue(result.Response!, []).Input,
        .. _results.Select(static output => CallItems.Of(output, new Dictionary<string, string>())),
    ];

    private string? ConversationIdOf(RunResult result) => agent.Options.Continuation switch
    {
        Continuation.Conversation => conversation,
        Continuation.PreviousResponse when result.Outcome == RunOutcome.Completed => _responseId,
        _ => null,
    };

    private static ChatFinishReason? ReasonOf(RunResult result) => result switch
    {
        { Outcome: RunOutcome.Waiting } => ChatFinishReason.ToolCalls,
        { Outcome: RunOutcome.Completed } => ChatFinishReason.Stop,
        { Outcome: RunOutcome.Stopped } => new ChatFinishReason($"stopped_{JsonNamingPolicy.SnakeCaseLower.ConvertName(result.StopReason.ToString())}"),
        { Outcome: RunOutcome.Cancelled } => new ChatFinishReason(Statuses.Cancelled),
        { Response: { } response } => FinishReasons.Of(response),
        _ => new ChatFinishReason(Statuses.Failed),
    };
}
