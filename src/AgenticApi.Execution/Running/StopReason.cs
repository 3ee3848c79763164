namespace AgenticApi.Execution;

/// <summary>Why a run stopped before the model had answered.</summary>
public enum StopReason
{
    /// <summary>Nothing stopped it.</summary>
    None,

    /// <summary><see cref="AgentRun.StopAfterRound"/> was called.</summary>
    Requested,

    /// <summary><see cref="AgentOptions.MaxRounds"/>.</summary>
    Rounds,

    /// <summary><see cref="AgentOptions.MaxToolCalls"/>.</summary>
    ToolCalls,

    /// <summary><see cref="AgentOptions.MaxTotalTokens"/>.</summary>
    Tokens,

    /// <summary><see cref="AgentOptions.MaxDuration"/>.</summary>
    Duration,

    /// <summary><see cref="AgentOptions.MaxConsecutiveFailedRounds"/>.</summary>
    Errors,

    /// <summary><see cref="AgentOptions.MaxRepeatedCalls"/>.</summary>
    RepeatedCalls,
}
