namespace AgenticApi.Fuzzing.Promises;

/// <summary>What a fold came to: a result, or what it threw.</summary>
internal sealed class Outcome
{
    private string? _json;

    private Outcome(AccumulatedResponse? result, Exception? error) => (Result, Error) = (result, error);

    public AccumulatedResponse? Result { get; }

    public Exception? Error { get; }

    /// <summary>The response as JSON; empty where there is none.</summary>
    public string Json => _json ??= Result?.Response.ToJson() ?? "";

    public static Outcome Of(Func<AccumulatedResponse> fold)
    {
        try
        {
            return new Outcome(fold(), null);
        }
        catch (Exception e)
        {
            return new Outcome(null, e);
        }
    }

    /// <summary>How the other differs; null where it does not.</summary>
    /// <param name="other">The other.</param>
    /// <param name="excluded">Kinds of deviation that only one of the two can know.</param>
    public string? Difference(Outcome other, params DeviationKind[] excluded)
    {
        if (Result is null || other.Result is null)
        {
            return Error?.GetType() == other.Error?.GetType() ? null : $"throws {Name(Error)} or {Name(other.Error)}";
        }

        var (mine, theirs) = (Kinds(Result, excluded), Kinds(other.Result, excluded));
        return Result.Ending != other.Result.Ending ? "ending"
            : Json != other.Json ? "response"
            : !mine.SequenceEqual(theirs) ? $"deviations {string.Join(' ', mine.Except(theirs).Order())}/{string.Join(' ', theirs.Except(mine).Order())}"
            : null;
    }

    public static IEnumerable<DeviationKind> Kinds(AccumulatedResponse result, params DeviationKind[] excluded) =>
        result.Deviations.Select(deviation => deviation.Kind).Where(kind => !excluded.Contains(kind));

    private static string Name(Exception? e) => e?.GetType().Name ?? "nothing";
}
