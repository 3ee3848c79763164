namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>The behaviours of a tool.</summary>
internal enum ToolDoes
{
    Returns,
    Waits,
    Throws,
    TimesOut,
    IgnoresItsToken,
    ReturnsMuch,
}
