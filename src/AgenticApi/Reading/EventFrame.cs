namespace AgenticApi.Reading;

/// <summary>The bytes of one event in a stream. Valid until the next event is requested.</summary>
internal readonly ref struct EventFrame(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, bool isBody)
{
    /// <summary>The value of the <c>event:</c> line; empty if there is none.</summary>
    public ReadOnlySpan<byte> Name { get; } = name;

    /// <summary>The JSON of the event.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>Whether the JSON came first and without framing, as a blocking body does.</summary>
    public bool IsBody { get; } = isBody;
}
