namespace AgenticApi.Execution;

/// <summary>What was decided about a call.</summary>
public enum DecisionKind
{
    /// <summary>It runs; a call in doubt runs again.</summary>
    Run,

    /// <summary>It does not run, and the model is told so.</summary>
    Refuse,

    /// <summary>It is answered with an output that the caller gives.</summary>
    Answer,
}
