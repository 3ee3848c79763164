namespace AgenticApi.Folding;

/// <summary>Tells a connection that breaks from what the caller must hear of.</summary>
internal static class BrokenConnection
{
    /// <summary>Whether an exception while reading ends the stream as truncated. Streams throw many types for a broken connection.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="any">Whether an event has come. Without one there is nothing to keep, and the caller gets the exception.</param>
    /// <param name="cancellationToken">The caller's: when that is cancelled, the caller gets the exception too.</param>
    public static bool Ends(Exception exception, bool any, CancellationToken cancellationToken) =>
        any && exception is not ResponseProtocolException && !cancellationToken.IsCancellationRequested;
}
