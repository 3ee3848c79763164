namespace AgenticApi.Execution.Tests.Server;

/// <summary>A fault of one answer of a round.</summary>
internal sealed record Fault(FaultKind Kind)
{
    /// <summary>After how many events of the connection it happens; for <see cref="FaultKind.Garble"/>, which event of the response it meets.</summary>
    public int At { get; init; }

    /// <summary>The number of steps after which the fault occurs, instead of <see cref="At"/>; null to use <see cref="At"/>.</summary>
    public int? AtStep { get; init; }

    public int Status { get; init; }

    public int? RetryAfter { get; init; }

    /// <summary>The HTML body of a status; null for the JSON of OpenAI.</summary>
    public string? Html { get; init; }

    /// <summary>The task that the answer waits for.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    /// <summary>Whether it cuts a stream short.</summary>
    public bool Cuts => Kind is FaultKind.Drop or FaultKind.DropBeforeHead or FaultKind.Stall;
}
