namespace AgenticApi.Execution;

/// <summary>The kinds of <see cref="RunDecision"/>.</summary>
public enum DecisionKind
{
    /// <summary>The call runs. A call in doubt runs again.</summary>
    Run,

    /// <summary>The call does not run, and the model gets an error output.</summary>
    Refuse,

    /// <summary>The call is answered with the output of the decision.</summary>
    Answer,
}
