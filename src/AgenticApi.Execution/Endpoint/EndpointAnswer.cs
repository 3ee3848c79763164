namespace AgenticApi.Execution;

/// <summary>The answer of a server to one request. Its body is read while it arrives.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="body">The body.</param>
/// <param name="retryAfter">The <c>Retry-After</c> as a period; null if it is absent.</param>
/// <param name="contentType">The media type of the body; null if it is absent.</param>
/// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
public sealed class EndpointAnswer(int status, Stream body, TimeSpan? retryAfter = null, string? contentType = null) : IAsyncDisposable
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The body.</summary>
    public Stream Body { get; } = body ?? throw new ArgumentNullException(nameof(body));

    /// <summary>The <c>Retry-After</c> as a period; null if it is absent.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>The media type of the body; null if it is absent.</summary>
    public string? ContentType { get; } = contentType;

    /// <summary>An object that is disposed of together with the body; null for none.</summary>
    public IDisposable? Owner { get; init; }

    /// <summary>The bytes that were already read from <see cref="Body"/>.</summary>
    internal ReadOnlyMemory<byte> Beginning { get; set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Body.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            Owner?.Dispose();
        }
    }
}
