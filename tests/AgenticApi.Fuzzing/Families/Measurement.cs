namespace AgenticApi.Fuzzing.Families;

/// <summary>What folding one input cost.</summary>
/// <param name="Size">The length of the input, in bytes.</param>
/// <param name="Time">The processor time.</param>
/// <param name="Allocated">The bytes allocated.</param>
public sealed record Measurement(int Size, TimeSpan Time, long Allocated)
{
    /// <summary>The bytes held when all had been read; null where nobody asked.</summary>
    public long? Held { get; init; }

    /// <summary>Whether the fold was given up because it took too long.</summary>
    public bool IsTooSlow { get; init; }

    /// <summary>Whether the fold was not even begun, because the time of smaller inputs says that it would take too long.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>Why the library refused the input; null where it did not.</summary>
    public string? Refusal { get; init; }

    /// <summary>An exception that the library must not throw; null where there was none.</summary>
    public Exception? Fault { get; init; }

    /// <summary>The kinds of the deviations that were found.</summary>
    public IReadOnlySet<DeviationKind> Kinds { get; init; } = new HashSet<DeviationKind>();

    public double AllocatedPerByte => (double)Allocated / Size;

    public double HeldPerByte => (double)(Held ?? 0) / Size;
}
