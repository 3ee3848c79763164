namespace AgenticApi.Execution;

/// <summary>What a run came to.</summary>
public enum RunOutcome
{
    /// <summary>The model has answered, and no call is open.</summary>
    Completed,

    /// <summary>Calls wait for decisions: <see cref="RunResult.Pending"/> names them, and <see cref="Agent.ResumeAsync"/> takes the decisions.</summary>
    Waiting,

    /// <summary>A limit was reached, or the run was asked to stop: <see cref="RunResult.StopReason"/> says which.</summary>
    Stopped,

    /// <summary>The last response is incomplete: a token limit or a filter cut it off.</summary>
    Incomplete,

    /// <summary>The server says that the response failed, or refused the request.</summary>
    Failed,

    /// <summary>The stream broke, and no way of going on was safe.</summary>
    Truncated,

    /// <summary>The run was cancelled.</summary>
    Cancelled,
}
