namespace AgenticApi;

/// <summary>
/// The exception that is thrown if the input cannot be read as a response, or violates the protocol in strict mode. The message says what
/// is wrong, where, and what to do. It never contains content.
/// </summary>
public sealed class ResponseProtocolException : Exception
{
    /// <summary>Initializes a new instance without a message.</summary>
    public ResponseProtocolException()
    {
    }

    /// <summary>Initializes a new instance with a message.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public ResponseProtocolException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance with a message and a cause.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ResponseProtocolException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal ResponseProtocolException(Deviation deviation)
        : base(Describe(deviation)) => Deviation = deviation;

    /// <summary>The deviation that strict mode rejected; null for any other cause.</summary>
    public Deviation? Deviation { get; }

    /// <summary>
    /// What was received before the exception, if <see cref="ResponseAccumulator.FromStreamAsync"/> threw it; null otherwise.
    /// </summary>
    public AccumulatedResponse? Partial { get; internal set; }

    private static string Describe(Deviation deviation)
    {
        var place = deviation.EventType is null ? "" : $" in {deviation.EventType}";
        var number = deviation.SequenceNumber is { } n ? $" (sequence number {n})" : "";
        return $"Strict mode rejects {deviation.Kind}{place}{number}. Set Strict to false to read the response anyway: {deviation.Action}";
    }
}
