namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>The differences between the final response and the stream.</summary>
internal enum FinalChange
{
    None,
    OtherIds,
    NoOutput,
}
