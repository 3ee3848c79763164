namespace AgenticApi.Execution.Tests.Server;

/// <summary>A round of the server's script. It is rendered again for each request that it answers.</summary>
/// <param name="write">Writes it for a request.</param>
internal sealed class ScriptedRound(Action<ServedRequest, RoundScript> write)
{
    private int _answers;

    public RoundScript Write(ServedRequest request, Ids ids)
    {
        var script = new RoundScript(ids);
        write(request, script);
        return script;
    }

    /// <summary>Returns the fault of the next answer; null for none.</summary>
    public Fault? NextFault(RoundScript script) => script.Faults.ElementAtOrDefault(Interlocked.Increment(ref _answers) - 1);
}
