namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>The kinds of items: text, reasoning, or a call of a tool. The first values are the simplest.</summary>
internal enum ItemKind
{
    Text,

    /// <summary>A call of a tool that may run once only.</summary>
    Pay,

    /// <summary>A call of an idempotent tool.</summary>
    Read,

    /// <summary>A call of a tool that runs alone.</summary>
    Alone,

    /// <summary>A call of a tool that may start as soon as the call is done.</summary>
    Soon,

    /// <summary>A call of a tool that starts after the response.</summary>
    Late,

    /// <summary>A call of a custom tool.</summary>
    Note,

    /// <summary>A call of a tool that there is not.</summary>
    Unknown,

    Reasoning,
}
