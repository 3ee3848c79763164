namespace AgenticApi.Folding;

/// <summary>Distinguishes broken connections from exceptions that the caller must see.</summary>
internal static class BrokenConnection
{
    /// <summary>
    /// Whether an exception while reading ends the stream as truncated. Streams throw many types for a broken connection.
    /// </summary>
    /// <param name="exception">The exception.</param>
    /// <param name="any">Whether an event was received. Without one, the caller gets the exception.</param>
    /// <param name="cancellationToken">The caller's token. If it is cancelled, the caller gets the exception.</param>
    public static bool Ends(Exception exception, bool any, CancellationToken cancellationToken) =>
        any && exception is not ResponseProtocolException && !cancellationToken.IsCancellationRequested;
}
