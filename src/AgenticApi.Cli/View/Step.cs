namespace AgenticApi.Cli.View;

/// <summary>An event of an answer, with its effect.</summary>
/// <param name="Number">The position among the events of the answer, from 0.</param>
/// <param name="Event">The event.</param>
/// <param name="Effect">The effect on the response.</param>
/// <param name="Lane">The item of the event; null if it has none.</param>
internal sealed record Step(int Number, ResponseStreamEvent Event, StepEffect Effect, Lane? Lane)
{
    /// <summary>When the event arrived, counted from the request; null if times were not recorded.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The time since the previous event; zero if times were not recorded.</summary>
    public TimeSpan Gap { get; init; }

    /// <summary>The deviations of the event.</summary>
    public IReadOnlyList<Deviation> Deviations { get; set; } = [];

    /// <summary>Whether the event appends to a text or to audio.</summary>
    public bool IsDelta => Effect is StepEffect.TextAppended or StepEffect.AudioAppended;

    /// <summary>The CSS class of its mark.</summary>
    public string Mark => Event is MalformedEvent ? "malformed" : MarkOf(Effect);

    public static string MarkOf(StepEffect effect) => effect switch
    {
        StepEffect.ResponseUpdated => "envelope",
        StepEffect.ResponseEnded => "end",
        StepEffect.ErrorTold => "error",
        StepEffect.ItemAdded => "added",
        StepEffect.ItemUpdated => "status",
        StepEffect.ItemFinished => "done",
        StepEffect.PartAdded => "part",
        StepEffect.PartFinished => "whole",
        StepEffect.TextAppended or StepEffect.AudioAppended => "delta",
        _ => "other",
    };
}
