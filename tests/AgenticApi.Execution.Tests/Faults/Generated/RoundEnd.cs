namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>How a response ends.</summary>
internal enum RoundEnd
{
    Completed,
    Incomplete,

    /// <summary>Incomplete, with items that are all completed.</summary>
    IncompleteInSecret,
    Filtered,

    /// <summary>Failed with an error that passes.</summary>
    Failed,

    /// <summary>Failed with an error that does not.</summary>
    Refused,
}
