namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>What a tool does with a call.</summary>
internal enum ToolDoes
{
    Returns,
    Waits,
    Throws,
    TimesOut,
    IgnoresItsToken,
    ReturnsMuch,
}
