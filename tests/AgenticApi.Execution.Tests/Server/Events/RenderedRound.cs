using System.Text.Json.Nodes;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>The events of a round, and the response that the server stores.</summary>
internal sealed class RenderedRound
{
    private readonly RoundScript _script;
    private readonly List<int> _eventsBeforeStep = [];

    public RenderedRound(RoundScript script, Envelope envelope, bool isBackground)
    {
        _script = script;
        Streamed = [.. script.Steps.Where(step => step.Item is not null).Select(step => step.Item!)];
        if (script.EndingStatus == "incomplete" && !script.HidesCut && Streamed.Count > 0 && Streamed[^1].ContainsKey("status"))
        {
            Streamed[^1]["status"] = "incomplete";
        }

        Body = envelope.Ended(script.EndingStatus, script.EndingReason, script.Terminal.Apply(Streamed));
        var lines = new EventLines(script.Pauses);
        if (!script.IsBare)
        {
            Open(lines, envelope, isBackground);
        }

        Write(lines);
        if (!script.IsBare)
        {
            lines.Add(Lifecycle(script.EndingStatus, Terminal()));
        }

        Events = lines.Entries;
    }

    public IReadOnlyList<EventEntry> Events { get; }

    /// <summary>The items as the stream has them.</summary>
    public List<JsonObject> Streamed { get; }

    /// <summary>The response as the server keeps it.</summary>
    public JsonObject Body { get; }

    /// <summary>Returns a fault with the number of the event at which it happens.</summary>
    public Fault? Place(Fault? fault) => fault?.AtStep is { } step ? fault with { At = _eventsBeforeStep[step] } : fault;

    private static void Open(EventLines lines, Envelope envelope, bool isBackground)
    {
        lines.Add(Lifecycle("created", envelope.At(isBackground ? "queued" : "in_progress")));
        if (isBackground)
        {
            lines.Add(Lifecycle("queued", envelope.At("queued")));
        }

        lines.Add(Lifecycle("in_progress", envelope.At("in_progress")));
    }

    private static JsonObject Lifecycle(string name, JsonObject response) => new() { ["type"] = $"response.{name}", ["response"] = response };

    private void Write(EventLines lines)
    {
        var index = 0;
        foreach (var step in _script.Steps)
        {
            _eventsBeforeStep.Add(lines.Entries.Count);
            if (step.Gate is not null)
            {
                lines.Pause(step.Gate);
            }
            else if (step.Raw is not null)
            {
                lines.AddText(step.Raw);
            }
            else
            {
                Write(lines, new ItemEvents(step.Item!, index, _script.PieceCount), !_script.NotDone.Contains(index));
                index++;
            }
        }

        _eventsBeforeStep.Add(lines.Entries.Count);
    }

    private static void Write(EventLines lines, ItemEvents events, bool isDone)
    {
        foreach (var streamEvent in events.BeforeDone())
        {
            lines.Add(streamEvent);
        }

        if (isDone)
        {
            lines.Add(events.Done);
        }
    }

    private JsonObject Terminal()
    {
        var response = (JsonObject)Body.DeepClone();
        if (_script.Terminal.HasNoOutput)
        {
            response.Remove("output");
        }

        return response;
    }
}
