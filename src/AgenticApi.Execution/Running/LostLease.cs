namespace AgenticApi.Execution;

/// <summary>What follows when a run is another host's.</summary>
internal static class LostLease
{
    /// <summary>Throws where the run was taken.</summary>
    public static void ThrowIfTaken(this CancellationToken lost)
    {
        if (lost.IsCancellationRequested)
        {
            throw new RunTakenException("Another host has taken the run while this one was away. It goes on there; nothing must be done here.");
        }
    }
}
