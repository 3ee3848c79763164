namespace AgenticApi.Fuzzing.Generation;

internal enum WireFraming
{
    /// <summary>Nothing but white space.</summary>
    Empty,

    Sse,

    /// <summary>JSON objects one after the other.</summary>
    Json,

    /// <summary>Neither: no answer at all.</summary>
    None,
}
