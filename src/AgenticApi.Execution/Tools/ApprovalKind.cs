namespace AgenticApi.Execution;

/// <summary>The kinds of <see cref="Approval"/>.</summary>
public enum ApprovalKind
{
    /// <summary>The call runs.</summary>
    Run,

    /// <summary>The call waits for a <see cref="RunDecision"/>.</summary>
    Ask,

    /// <summary>The call does not run, and the model gets an error output.</summary>
    Refuse,
}
