namespace AgenticApi.Reading;

/// <summary>One event as it stands in its stream. Good until the next one is asked for.</summary>
internal readonly ref struct EventFrame(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, bool isBody)
{
    /// <summary>What the frame's <c>event:</c> line says; empty where there is no such line.</summary>
    public ReadOnlySpan<byte> Name { get; } = name;

    /// <summary>The event's JSON.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>Whether it stood without any framing before all others, as a blocking body does.</summary>
    public bool IsBody { get; } = isBody;
}
