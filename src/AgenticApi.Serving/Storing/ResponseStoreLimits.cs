namespace AgenticApi.Serving;

/// <summary>How much an <see cref="IResponseStore"/> keeps, and for how long.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ResponseStoreLimits
{
    /// <summary>
    /// How many bytes of keys and values are kept, 1 or more; past it, the records whose last writes are the oldest are forgotten. A record that
    /// is larger by itself is kept alone. The default is 256 MiB.
    /// </summary>
    public long MaxBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>How long a record is kept after its last write; above zero. The default is 30 days, as at OpenAI.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Throws if a limit is out of its bounds.</summary>
    internal ResponseStoreLimits Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MaxAge, TimeSpan.Zero);
        return this;
    }
}
