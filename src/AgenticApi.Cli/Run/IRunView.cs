using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>Displays the progress and the result of a run.</summary>
internal interface IRunView
{
    /// <summary>Displays that a run starts or resumes.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="isStored">Whether the run is stored and can be resumed.</param>
    void Begin(string runId, bool isStored);

    /// <summary>Displays text of the model.</summary>
    /// <param name="round">The round, from 0.</param>
    /// <param name="text">The text that follows the text before; not empty.</param>
    void WriteText(int round, string text);

    /// <summary>Displays any other event.</summary>
    void Show(RunEvent e);

    /// <summary>Displays that the run has ended or waits.</summary>
    void End(RunResult result);
}
