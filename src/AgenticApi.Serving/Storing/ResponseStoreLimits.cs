namespace AgenticApi.Serving;

/// <summary>How much an <see cref="IResponseStore"/> keeps, and for how long.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ResponseStoreLimits
{
    /// <summary>
    /// How many bytes are kept, 1 or more: keys and values with what the store needs to keep them. Past it, the records whose last writes are
    /// the oldest are forgotten. A record that is larger by itself is kept alone. The default is 256 MiB.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public long MaxBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 256L * 1024 * 1024;

    /// <summary>How long a record is kept after its last write; above zero. The default is 30 days, as at OpenAI.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or less.</exception>
    public TimeSpan MaxAge
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromDays(30);
}
