using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>Shows a run.</summary>
internal interface IRunView
{
    /// <summary>The run begins, or goes on.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="isKept">Whether it can be resumed later.</param>
    void Begin(string runId, bool isKept);

    /// <summary>More of the model's text.</summary>
    void Say(int round, string text);

    /// <summary>Anything else that happened.</summary>
    void Show(RunEvent e);

    /// <summary>The run has ended, or waits.</summary>
    void End(RunResult result);
}
