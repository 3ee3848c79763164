namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>The faults of an answer.</summary>
internal enum AnswerFault
{
    None,
    Drop,

    /// <summary>The connection breaks, and the server finishes and keeps the response.</summary>
    DropAndRunOn,
    Garble,
    Stall,
    Status429,
    Status500,
    Page502,
    DropBeforeHead,
}
