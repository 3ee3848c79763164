namespace AgenticApi.Cli.View;

/// <summary>One event of an answer, and what it did.</summary>
/// <param name="Number">Its place among the answer's events, from 0.</param>
/// <param name="Event">The event.</param>
/// <param name="Effect">What it did to the response.</param>
/// <param name="Lane">The item that it is about; null where it is about none.</param>
internal sealed record Step(int Number, ResponseStreamEvent Event, StepEffect Effect, Lane? Lane)
{
    /// <summary>When it had come, counted from the request; null where that was not recorded.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>How long after the event before it; zero where that was not recorded.</summary>
    public TimeSpan Gap { get; init; }

    /// <summary>The deviations that it showed.</summary>
    public IReadOnlyList<Deviation> Deviations { get; set; } = [];

    /// <summary>Whether it is one of many that append to the same thing.</summary>
    public bool IsDelta => Effect is StepEffect.TextAppended or StepEffect.AudioAppended;

    /// <summary>The class of its mark in the style sheet.</summary>
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
