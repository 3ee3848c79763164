namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>What the final response does otherwise than the stream.</summary>
internal enum FinalChange
{
    None,
    OtherIds,
    NoOutput,
}
