namespace AgenticApi.Fuzzing.Promises;

/// <summary>A response has completed, failed, … only where an event said so; a stream without one is truncated or errored.</summary>
internal sealed class EndingsComeFromTerminalEvents : Promise
{
    public override Breach? Check(Subject subject, Random random)
    {
        if (subject.Input.IsBody || subject.Whole.Result is not { } result || subject.Facts is not { IsClean: true } facts)
        {
            return null;
        }

        if (!facts.MayEnd && result.Ending is not (Ending.Truncated or Ending.Errored))
        {
            return new Breach($"{result.Ending} without a terminal event");
        }

        return facts.Events.FirstOrDefault(e => e.MayEnd) is { IsClearEnd: true } && !facts.IsDeep && result.Ending != Ending.Completed
            ? new Breach($"{result.Ending} although a terminal event said completed")
            : null;
    }
}
