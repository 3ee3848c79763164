namespace AgenticApi.Serving;

/// <summary>Limits the size and the age of the records in an <see cref="IResponseStore"/>.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ResponseStoreLimits
{
    /// <summary>
    /// Gets the maximum size of the store in bytes, 1 or more: keys and values, and the overhead of the store. Above it, the store deletes
    /// the records with the oldest last writes. A single record that is larger is kept, but no other. The default is 256 MiB.
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

    /// <summary>
    /// Gets how long a record is kept after its last write; greater than zero. The default is 30 days, as OpenAI keeps responses.
    /// </summary>
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
