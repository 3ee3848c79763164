using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>
/// Converts the steps of a stream, or a whole response, to updates: both give the same contents in the same order. Text is passed on as it arrives, item
/// by item. Calls come last, because only the final response has their final ids.
/// </summary>
internal sealed class ResponseUpdates(AnswerContext context)
{
    private readonly List<StreamedItem> _items = [];
    private readonly List<(int Message, AIContent Content)> _contents = [];
    private readonly HashSet<string> _images = [];
    private Response? _response;
    private string? _firstId;
    private int _head;
    private int _messages;

    /// <summary>Returns the final id of the call at a position of the stream; null if it is unknown.</summary>
    public string? FinalCallId(int position, AccumulatedResponse result)
    {
        var calls = result.Response.Output.Where(AnswerText.IsCall).ToList();
        var streamed = Enumerable.Range(0, _items.Count).Where(i => _items[i].IsCall).ToList();
        var rank = streamed.IndexOf(position);
        return rank >= 0 && streamed.Count == calls.Count ? CallContents.Of(calls[rank], isInformational: true).CallId : null;
    }

    /// <summary>Returns the updates of an event; at least one.</summary>
    public IEnumerable<ChatResponseUpdate> Add(ResponseStep step)
    {
        _response = (step.Event as ResponseLifecycleEvent)?.Response ?? _response;
        if (step.ItemNumber is { } number && step.Effect != StepEffect.Ignored)
        {
            while (_items.Count <= number)
            {
                _items.Add(new StreamedItem());
            }

            Apply(_items[number], step);
            Advance();
            AddPartialImage(step.Event);
        }

        foreach (var update in TakeUpdates())
        {
            update.RawRepresentation = step.Event;
            update.ContinuationToken = context.IsBackground && _response?.Id is { Length: > 0 } id ? new BackgroundToken(id, step.Event?.SequenceNumber) : null;
            yield return update;
        }
    }

    /// <summary>Returns the updates that end the response: the remaining contents, and a last update with the finish reason.</summary>
    public IEnumerable<ChatResponseUpdate> Finish(AccumulatedResponse result)
    {
        _response = result.Response;
        if (result.Ending == Ending.InProgress)
        {
            return [Last(result)];
        }

        var items = result.Response.Output;
        foreach (var (item, streamed) in ItemMatch.Of(_items, items))
        {
            Give(item, streamed);
        }

        Give(items.Where(AnswerText.IsCall).Select(call => CallContents.Of(call, context.IsInformational(call) || CallContents.IsCut(call, result.Ending))));
        if (!context.IsRound)
        {
            Give(Errors.Of(result) is { } error ? [error] : []);
            Give(Usage.Of(result.Response.Usage) is { } usage ? [new UsageContent(usage)] : []);
            Give([Carrier.Of(new ResponseRequest { Store = context.Request?.Store }.Continue(result, []).Input, result)]);
        }

        List<ChatResponseUpdate> updates = [.. TakeUpdates()];
        return [.. updates, Last(result)];
    }

    private static void Apply(StreamedItem item, ResponseStep step)
    {
        var added = (step.Event as OutputItemEvent)?.Item;
        item.Type ??= added?.Type ?? step.Event switch
        {
            OutputTextDeltaEvent or RefusalDeltaEvent => ItemTypes.Message,
            ReasoningTextDeltaEvent or ReasoningSummaryTextDeltaEvent => ItemTypes.Reasoning,
            FunctionCallArgumentsDeltaEvent or FunctionCallArgumentsDoneEvent => ItemTypes.FunctionCall,
            CustomToolCallInputDeltaEvent or CustomToolCallInputDoneEvent => ItemTypes.CustomToolCall,
            _ => null,
        };
        item.Id = added?.Id ?? item.Id;
        item.IsAfterGap |= item.Type is not (null or ItemTypes.Message or ItemTypes.Reasoning) && step.Deviations.Any(static one => one.Kind == DeviationKind.OutputIndexSkipped);
        if (step.Effect == StepEffect.TextAppended && step.Event is OutputTextDeltaEvent or ReasoningTextDeltaEvent or ReasoningSummaryTextDeltaEvent)
        {
            item.Append(((DeltaEvent)step.Event).Delta, (step.Event as ReasoningSummaryTextDeltaEvent)?.SummaryIndex);
        }

        if (step.Effect == StepEffect.ItemFinished && step.Finished is [var whole, ..])
        {
            (item.Whole, item.Type) = (whole, whole.Type);
        }
    }

    /// <summary>Passes on the complete items, and the text of the first incomplete one.</summary>
    private void Advance()
    {
        for (; _head < _items.Count; _head++)
        {
            var item = _items[_head];
            if (item.IsCall || item.IsBlank || item.IsAfterGap)
            {
                continue;
            }

            if (item.Whole is { } whole)
            {
                GiveBlanks(before: item);
                Give(whole, item);
                continue;
            }

            if (item.HasText)
            {
                GiveBlanks(before: item);
                Begin(item, item.Type);
                Give(ItemContents.TextOf(item.Type, item.Take()) is { } text ? [text] : []);
            }

            return;
        }
    }

    /// <summary>Passes on the blank messages before a message. Before any other item they wait for the final response, which may leave them out.</summary>
    private void GiveBlanks(StreamedItem before)
    {
        if (before.Type == ItemTypes.Message && !before.HasBegun)
        {
            foreach (var blank in _items.TakeWhile(item => item != before).Where(static item => item is { IsBlank: true, IsGiven: false }))
            {
                Give(blank.Whole!, blank);
            }
        }
    }

    private void Give(OutputItem item, StreamedItem? streamed)
    {
        if (streamed?.IsGiven == true)
        {
            return;
        }

        Begin(streamed, item.Type);
        var text = AnswerText.Of(item);
        Give(ItemContents.TextOf(item.Type, streamed?.TakeRest(text) ?? text) is { } rest ? [rest] : []);
        Give(ItemContents.AfterText(item).Where(content => content is not ImageGenerationToolCallContent image || _images.Add(image.CallId)));
        if (streamed is not null)
        {
            streamed.IsGiven = true;
        }
    }

    private void Begin(StreamedItem? item, string? type) => _messages += type == ItemTypes.Message && item?.HasBegun != true ? 1 : 0;

    private void Give(IEnumerable<AIContent> contents) => _contents.AddRange(contents.Select(content => (_messages, content)));

    private void AddPartialImage(ResponseStreamEvent? streamEvent)
    {
        if (streamEvent is not ImageGenerationCallPartialImageEvent { ItemId: { Length: > 0 } id } partial)
        {
            return;
        }

        Give(_images.Add(id) ? [new ImageGenerationToolCallContent(id)] : []);
        Give([new ImageGenerationToolResultContent(id) { Outputs = [.. Media.Image(partial.PartialImageB64, partial.OutputFormat)], RawRepresentation = partial }]);
    }

    /// <summary>Returns the contents since the last call, with one update for each message; an update without contents if there are none.</summary>
    private List<ChatResponseUpdate> TakeUpdates()
    {
        List<ChatResponseUpdate> updates = [.. _contents.GroupBy(static given => given.Message, static given => given.Content).Select(message => Update(message.Key, [.. message]))];
        _contents.Clear();
        return updates.Count > 0 ? updates : [Update(_messages, [])];
    }

    private ChatResponseUpdate Last(AccumulatedResponse result)
    {
        var update = Update(_messages, []);
        update.RawRepresentation = result.Response;
        update.FinishReason = context.IsRound ? null : FinishReasons.Of(result);
        update.ConversationId = context.IsRound ? null : context.ConversationIdOf(result);
        update.ContinuationToken = result.Ending == Ending.InProgress ? new BackgroundToken(result.Response.Id, null) : null;
        if (result.Deviations.Count > 0)
        {
            update.AdditionalProperties = new() { [ChatProperties.Deviations] = DeviationJson.Of(result.Deviations) };
        }

        return update;
    }

    private ChatResponseUpdate Update(int message, IList<AIContent> contents)
    {
        var id = _response?.Id is { Length: > 0 } text ? text : null;
        _firstId ??= id;
        return new ChatResponseUpdate(ChatRole.Assistant, contents)
        {
            ResponseId = id,
            MessageId = message > 1 && _firstId is not null ? $"{_firstId}#{message}" : _firstId,
            ModelId = _response?.Model,
            CreatedAt = _response?.CreatedAt,
        };
    }
}
