namespace AgenticApi.Execution;

/// <summary>The reasons why a run stops before the model has answered.</summary>
public enum StopReason
{
    /// <summary>The run was not stopped.</summary>
    None,

    /// <summary><see cref="AgentRun.StopAfterRound"/> was called.</summary>
    Requested,

    /// <summary>The run reached <see cref="AgentOptions.MaxRounds"/>.</summary>
    Rounds,

    /// <summary>The run reached <see cref="AgentOptions.MaxToolCalls"/>.</summary>
    ToolCalls,

    /// <summary>The run reached <see cref="AgentOptions.MaxTotalTokens"/>.</summary>
    Tokens,

    /// <summary>The run reached <see cref="AgentOptions.MaxDuration"/>.</summary>
    Duration,

    /// <summary>The run reached <see cref="AgentOptions.MaxConsecutiveFailedRounds"/>.</summary>
    Errors,

    /// <summary>The run reached <see cref="AgentOptions.MaxRepeatedCalls"/>.</summary>
    RepeatedCalls,
}
