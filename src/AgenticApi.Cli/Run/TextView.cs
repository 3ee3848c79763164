using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>Writes the text of the model to standard output, and everything else to standard error.</summary>
internal sealed class TextView : IRunView
{
    private bool _isInLine;
    private bool _hasProgress;
    private int _running;

    public void Begin(string runId, bool isStored)
    {
        if (isStored)
        {
            Terminal.Error($"run {runId}");
        }
    }

    public void WriteText(int round, string text)
    {
        ClearProgress();
        Console.Out.Write(Console.IsOutputRedirected ? text : VisibleText.Of(text));
        _isInLine = text[^1] != '\n';
    }

    public void Show(RunEvent e)
    {
        switch (e)
        {
            case RoundStarted:
                ShowProgress($"round {e.Round + 1}: waiting for the model");
                break;
            case RoundRestarted:
                EndLine();
                WriteLine($"agentic-api: the stream broke off: round {e.Round + 1} starts again, and its text so far is discarded");
                break;
            case CallStarted:
                _running++;
                ShowProgress($"round {e.Round + 1}: {(_running == 1 ? "1 call is running" : $"{_running} calls are running")}");
                break;
            case CallFinished finished:
                _running = Math.Max(0, _running - 1);
                WriteLine(CallText.Of(finished));
                break;
            case CallWaiting waiting:
                WriteLine($"{CallText.Of(waiting.Call.Call)} → {CallText.Of(waiting.Call.Reason)}");
                break;
            case RoundEnded:
                EndLine();
                break;
        }
    }

    public void End(RunResult result)
    {
        ClearProgress();
        EndLine();
    }

    private void WriteLine(string line)
    {
        ClearProgress();
        if (_isInLine && !Console.IsOutputRedirected && !Console.IsErrorRedirected)
        {
            // Both streams are the same terminal, so the line must not follow unfinished text.
            Console.Error.WriteLine();
        }

        Console.Error.WriteLine(line);
    }

    private void EndLine()
    {
        if (_isInLine)
        {
            Console.Out.WriteLine();
        }

        _isInLine = false;
    }

    private void ShowProgress(string text)
    {
        if (!_isInLine)
        {
            Progress.Show(text);
            _hasProgress = true;
        }
    }

    private void ClearProgress()
    {
        if (_hasProgress)
        {
            Progress.Show("");
        }

        _hasProgress = false;
    }
}
