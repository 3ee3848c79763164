using System.Text.Json;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>A generated round as the server plays it, and which calls a client may run after what it got to see of it.</summary>
internal sealed class PlayedRound(GeneratedRound round, List<PlayedItem> items)
{
    private readonly List<JsonElement> _events = [];
    private bool _isBackground;
    private AnswerFault _fault;

    /// <summary>Makes the rounds of a run.</summary>
    public static List<PlayedRound> All(GeneratedRun run)
    {
        var played = new List<PlayedRound>();
        var said = 0;
        for (var i = 0; i < run.Rounds.Count; i++)
        {
            said = run.Rounds[i].Repeats ? said : i;
            played.Add(new(run.Rounds[i], PlayedItem.All(i, run.Items[i], said)));
        }

        return played;
    }

    /// <summary>Writes it for a request.</summary>
    public void Write(ServedRequest request, RoundScript script)
    {
        script.Pieces(1).Once();
        for (var i = 0; i < items.Count; i++)
        {
            items[i].Write(script);

            // The tool of the item before has the time to start.
            script.Pause(Task.Delay(3 * (i + 1)));
            _ = items[i].Item.Flaw switch
            {
                ItemFlaw.NotDone => script.WithoutItemDone(i),
                _ when IsChanged(i) => script.TerminalArguments(i, items[i].FinalArguments),
                _ when IsLeftOut(i) => script.TerminalOmits(i),
                _ => script,
            };
        }

        WriteEnd(script);
        _fault = FaultOf(request);
        WriteFault(script);
        _isBackground = request.IsBackground;
        _events.AddRange(new RenderedRound(script, new Envelope(request, "resp_played"), _isBackground).Events
            .Select(e => JsonElement.Parse(e.Text[(e.Text.IndexOf("data: ", StringComparison.Ordinal) + 6)..])));
    }

    /// <summary>Whether a tool may run with these arguments: its call was proven whole, or is one of a response that completed.</summary>
    public bool Permits(string arguments) => Enumerable.Range(0, items.Count).Any(i =>
        items[i] is { Item.IsCall: true } item && item.Item.Kind != ItemKind.Unknown
        && ((arguments == (IsChanged(i) ? item.FinalArguments : item.Arguments) && EndsCompleted && !IsLeftOut(i)) || (arguments == item.Arguments && MayStartEarly(i))));

    /// <summary>Whether the client comes to see that the response has completed.</summary>
    private bool EndsCompleted => _events.Count > 0 && round.End == RoundEnd.Completed && Delivered == _events.Count;

    /// <summary>The number of events that the client gets, in one stream or by resuming it.</summary>
    private int Delivered => _fault switch
    {
        AnswerFault.None => _events.Count,
        AnswerFault.Drop or AnswerFault.Stall when !_isBackground => Math.Min(round.At, _events.Count),

        // Without an event, the id to resume with is unknown.
        AnswerFault.Drop or AnswerFault.Stall or AnswerFault.DropAndRunOn => round.At == 0 ? 0 : _events.Count,
        AnswerFault.Garble => round.At == _events.Count - 1 && !_isBackground ? round.At : _events.Count,
        _ => 0,
    };

    // A final response without its output changes nothing.
    private bool IsChanged(int item) => items[item].IsChanged && round.Change != FinalChange.NoOutput;

    // An empty output reads as none. A server that left out what its reasoning led to would refuse the reasoning alone.
    private bool IsLeftOut(int item) => items[item].Item.Flaw == ItemFlaw.LeftOutAtTheEnd && round.Change != FinalChange.NoOutput
        && items.Exists(other => other.Item.Flaw != ItemFlaw.LeftOutAtTheEnd) && (item == 0 || items[item - 1].Item.Kind != ItemKind.Reasoning);

    private bool MayStartEarly(int item)
    {
        var done = _events.FindIndex(e => Index(e) == item && e.Text("type") == "response.output_item.done");
        var next = _events.FindIndex(e => Index(e) > item);
        var garbled = _fault == AnswerFault.Garble ? round.At : -1;
        return items[item].Item.Kind != ItemKind.Late && done >= 0 && done < Delivered && garbled != done
            && (items[item].Item.Kind == ItemKind.Soon || (next >= 0 && next < Delivered && garbled != next));
    }

    private static int Index(JsonElement e) => e.TryGetProperty("output_index", out var index) ? index.GetInt32() : -1;

    private void WriteEnd(RoundScript script)
    {
        _ = round.End switch
        {
            RoundEnd.Incomplete => script.Ending("incomplete", "max_output_tokens"),
            RoundEnd.IncompleteInSecret => script.Ending("incomplete", "max_output_tokens").MarkedCompletedButIncomplete(),
            RoundEnd.Filtered => script.Ending("incomplete", "content_filter"),
            RoundEnd.Failed => script.Ending("failed", "server_error"),
            RoundEnd.Refused => script.Ending("failed", "invalid_prompt"),
            _ => script,
        };
        _ = round.Change switch { FinalChange.OtherIds => script.TerminalCallIds(), FinalChange.NoOutput => script.NoTerminalOutput(), _ => script };
    }

    /// <summary>
    /// The fault. A response that continues in a conversation without a known id leaves calls there that cannot be answered: its request fails.
    /// </summary>
    private AnswerFault FaultOf(ServedRequest request)
    {
        var goesOn = round.Fault is AnswerFault.DropAndRunOn || (request.IsBackground && round.Fault is AnswerFault.Drop or AnswerFault.Stall or AnswerFault.DropBeforeHead);
        var isSeen = round.Fault != AnswerFault.DropBeforeHead && round.At > 0;
        return request.Conversation is not null && goesOn && !isSeen ? AnswerFault.Status500 : round.Fault;
    }

    private void WriteFault(RoundScript script) => _ = _fault switch
    {
        AnswerFault.Drop => script.DropAfter(round.At),
        AnswerFault.DropAndRunOn => script.DropAfter(round.At).RunsOn(),
        AnswerFault.Garble => script.GarbleAt(round.At),
        AnswerFault.Stall => script.StallAfter(round.At),
        AnswerFault.Status429 => script.Status(429, retryAfterSeconds: 0),
        AnswerFault.Status500 => script.Status(500),
        AnswerFault.Page502 => script.Status(502, "<html><body><h1>Bad gateway</h1></body></html>"),
        AnswerFault.DropBeforeHead => script.DropBeforeHead(),
        _ => script,
    };
}
