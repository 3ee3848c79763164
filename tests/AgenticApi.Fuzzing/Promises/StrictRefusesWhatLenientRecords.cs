namespace AgenticApi.Fuzzing.Promises;

/// <summary>Strict reading throws exactly where lenient reading records a warning or worse.</summary>
internal sealed class StrictRefusesWhatLenientRecords() : Promise(every: 4)
{
    private static readonly ResponseAccumulatorOptions Strict = new() { Strict = true };

    public override Breach? Check(Subject subject, Random random)
    {
        if (subject.Whole.Result is not { } lenient)
        {
            return null;
        }

        var first = lenient.Deviations.FirstOrDefault(deviation => deviation.Severity >= DeviationSeverity.Warning);
        var strict = Fold.Whole(subject.Bytes, subject.Input.IsBody, Strict);
        return (strict.Error, first) switch
        {
            (null, { } missed) => new Breach($"strict lets {missed.Kind} pass"),
            (ResponseProtocolException { Deviation: { } refused }, null) => new Breach($"strict refuses {refused.Kind}, which lenient does not record"),
            _ => null,
        };
    }
}
