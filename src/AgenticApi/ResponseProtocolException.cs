namespace AgenticApi;

/// <summary>
/// The one exception of this library: the input cannot be read as a response, or strict mode refuses it. The message says
/// what, where and what to do, and never holds any of the content.
/// </summary>
public sealed class ResponseProtocolException : Exception
{
    /// <summary>Creates one without a message.</summary>
    public ResponseProtocolException()
    {
    }

    /// <summary>Creates one.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public ResponseProtocolException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one with its cause.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ResponseProtocolException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal ResponseProtocolException(Deviation deviation)
        : base(Describe(deviation)) => Deviation = deviation;

    /// <summary>The deviation that strict mode refused; null for any other cause.</summary>
    public Deviation? Deviation { get; }

    /// <summary>
    /// What had come before the exception ended a reading to the end (<see cref="ResponseAccumulator.FromStreamAsync"/>); otherwise null.
    /// </summary>
    public AccumulatedResponse? Partial { get; internal set; }

    private static string Describe(Deviation deviation)
    {
        var place = deviation.EventType is null ? "" : $" at {deviation.EventType}";
        var number = deviation.SequenceNumber is { } n ? $" (sequence number {n})" : "";
        return $"Strict mode refuses {deviation.Kind}{place}{number}. Leniently, {deviation.Action} Read without Strict to get the response all the same.";
    }
}
