namespace AgenticApi.Execution;

/// <summary>The outcomes of a run.</summary>
public enum RunOutcome
{
    /// <summary>The model has answered, and no call is open.</summary>
    Completed,

    /// <summary>Calls of <see cref="RunResult.Pending"/> wait for decisions. Pass these to <see cref="Agent.ResumeAsync"/>.</summary>
    Waiting,

    /// <summary>The run reached a limit or was asked to stop, as <see cref="RunResult.StopReason"/> states.</summary>
    Stopped,

    /// <summary>The last response is incomplete: it was cut off by a token limit or a filter.</summary>
    Incomplete,

    /// <summary>The server reported a failure, or refused the request.</summary>
    Failed,

    /// <summary>The stream broke, and no safe way to continue was left.</summary>
    Truncated,

    /// <summary>The run was cancelled.</summary>
    Cancelled,
}
