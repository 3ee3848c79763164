namespace AgenticApi.Execution;

/// <summary>What is to be done with a call.</summary>
public enum ApprovalKind
{
    /// <summary>It runs.</summary>
    Run,

    /// <summary>It waits for a decision.</summary>
    Ask,

    /// <summary>It does not run, and the model is told so.</summary>
    Refuse,
}
