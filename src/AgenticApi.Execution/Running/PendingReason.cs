namespace AgenticApi.Execution;

/// <summary>The reasons why a call waits.</summary>
public enum PendingReason
{
    /// <summary>The call needs approval.</summary>
    Approval,

    /// <summary>The tool has no handler: the caller answers the call.</summary>
    Caller,

    /// <summary>The tool was started, but it is unknown whether it finished. Running it again may do harm.</summary>
    InDoubt,
}
