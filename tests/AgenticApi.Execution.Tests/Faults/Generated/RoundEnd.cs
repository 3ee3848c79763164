namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>How a response ends.</summary>
internal enum RoundEnd
{
    Completed,
    Incomplete,

    /// <summary>Incomplete, and each item says that it is completed.</summary>
    IncompleteInSecret,
    Filtered,

    /// <summary>Failed with an error that passes.</summary>
    Failed,

    /// <summary>Failed with an error that does not.</summary>
    Refused,
}
