namespace AgenticApi.Execution;

/// <summary>A server's answer to one request, whose body is still being read.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="body">The body.</param>
/// <param name="retryAfter">What <c>Retry-After</c> says; null where it is absent.</param>
/// <param name="contentType">The media type of the body; null where it is absent.</param>
public sealed class EndpointAnswer(int status, Stream body, TimeSpan? retryAfter = null, string? contentType = null) : IAsyncDisposable
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The body.</summary>
    public Stream Body { get; } = body;

    /// <summary>What <c>Retry-After</c> says; null where it is absent.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>The media type of the body; null where it is absent.</summary>
    public string? ContentType { get; } = contentType;

    /// <summary>What is disposed together with the body; null for nothing.</summary>
    public IDisposable? Owner { get; init; }

    /// <summary>What was read of the body before, and is no longer in <see cref="Body"/>.</summary>
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
